/** Puts the questions of the conformance protocol to published.mjs, as far as it has an answer. */

import { X509Certificate } from 'node:crypto';
import { serve } from './protocol.mjs';
import { checkServerIdentity, fingerprint } from './published.mjs';

const operations = {
  'spki.hash': ({ certificate }) => {
    if (certificate === undefined) return { skip: 'the recipe knows certificates only' };
    const cert = peerCertificate(certificate);
    return cert ? { outcome: 'ok', pin: `sha256/${fingerprint(cert)}` } : { outcome: 'reject' };
  },
  'pin.leaf': ({ certificate, pins }) => {
    const cert = peerCertificate(certificate);
    if (!cert) return { outcome: 'reject' };
    fingerprint(cert); // a TypeError of the recipe is an error, not an answer
    try {
      checkServerIdentity(pins.map((pin) => pin.replace(/^sha256\//, '')))('host.test', cert);
      return { outcome: 'match' };
    } catch {
      return { outcome: 'mismatch' };
    }
  },
};

/** The certificate as `checkServerIdentity` gets it, or nothing where OpenSSL cannot read it and no handshake succeeds. */
function peerCertificate(base64) {
  let certificate;
  try {
    certificate = new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
  return certificate.toLegacyObject();
}

await serve(
  { impl: { name: 'node-published', version: '1', language: 'node' }, features: [], choices: {} },
  operations,
);
