/** `tls.connect` of the conformance protocol: one request over Node.js's own HTTPS, to an address instead of to DNS. */

import { readFileSync } from 'node:fs';
import https from 'node:https';
import { isIP } from 'node:net';

/**
 * Sends the request, as far as the server is not refused.
 *
 * @param {object} input of the question
 * @param {(common: https.AgentOptions) => https.RequestOptions} pinned makes the options of a client that pins
 * @param {(error: Error) => boolean} [isPinError]
 */
export function connect({ host, port, address, caFile, request }, pinned, isPinError = () => false) {
  const common = { ca: readFileSync(caFile), lookup: always(address) };
  return new Promise((resolve, reject) => {
    const asked = https.request({ host, port, ...request, ...pinned(common) }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ outcome: 'accept', status: response.statusCode, body: Buffer.concat(chunks).toString() });
      });
    });
    asked.on('error', (error) => {
      const stage = isPinError(error) ? 'pins' : isUntrusted(asked.socket) || isPlatformError(error) ? 'platform' : undefined;
      if (stage) resolve({ outcome: 'refuse', stage, reason: error.message });
      else reject(error);
    });
    asked.end();
  });
}

/** Node.js notes on the socket why it does not trust the peer. */
function isUntrusted(socket) {
  return Boolean(socket?.authorizationError);
}

/** Whether a peer is not trusted, or cannot be read, by the codes of Node.js, of OpenSSL's verifier and of its readers. */
export function isPlatformError({ code }) {
  return /^(ERR_TLS_CERT_|ERR_OSSL_(ASN1|X509|SSL_CERTIFICATE)|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA)/.test(code);
}

/** A `lookup` that knows one address. */
export function always(address) {
  const family = isIP(address);
  return (host, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family));
}
