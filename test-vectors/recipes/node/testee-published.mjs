/**
 * Puts the questions of the conformance protocol to published.mjs, as far as it has an answer. With `--with-handler` it outlives
 * uncaught exceptions, as servers do; without, one of them is its end, as it is by default.
 */

import https from 'node:https';
import { X509Certificate } from 'node:crypto';
import { connect } from './connect.mjs';
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
      checkServerIdentity(bare(pins))('host.test', cert);
      return { outcome: 'match' };
    } catch {
      return { outcome: 'mismatch' };
    }
  },
  'tls.connect': ({ pins, ...question }) =>
    connect(question, (common) => ({
      ...common,
      agent: new https.Agent(),
      checkServerIdentity: checkServerIdentity(bare(pins)),
    })),
};

function bare(pins) {
  return pins.map((pin) => pin.replace(/^sha256\//, ''));
}

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

const survives = process.argv.includes('--with-handler');
if (survives) process.on('uncaughtException', (error) => console.error(String(error)));
const name = survives ? 'node-published-with-handler' : 'node-published';
await serve({ impl: { name, version: '1', language: 'node' }, features: [], choices: {} }, operations);
