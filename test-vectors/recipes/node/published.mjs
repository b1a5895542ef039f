/**
 * The recipe that guides print for Node.js, written anew. Do not copy it: README.md says what is wrong with it.
 *
 *     https.request({ host, checkServerIdentity: checkServerIdentity(['x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=']) })
 */

import { createHash } from 'node:crypto';

/** What the recipe takes for the pin of a certificate, given as `checkServerIdentity` gets it. */
export function fingerprint(cert) {
  return createHash('sha256').update(cert.pubkey).digest('base64');
}

export function checkServerIdentity(pins) {
  return (host, cert) => {
    if (!pins.includes(fingerprint(cert))) {
      throw new Error(`Certificate verification error: the public key of ${host} does not match a pin`);
    }
  };
}
