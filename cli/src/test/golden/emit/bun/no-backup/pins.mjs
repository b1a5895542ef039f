/**
 * Pins for Bun 1, written by `linchpin emit bun`, through Bun's node:https. Beside pin-verifier.mjs, it needs nothing:
 *
 *     import https from 'node:https';
 *     import { pinnedAgent } from './pins.mjs';
 *
 *     const agent = pinnedAgent();
 *     https.get('https://api.example.com/', { agent }, (response) => response.pipe(process.stdout));
 *
 * Guaranteed: a peer without a pinned key sees no byte of a request; the platform's own checks (chain, dates, host name)
 * come first and are never replaced; an idle connection is checked again when a request gets it; no session is resumed,
 * since node:https checks none that it resumes.
 *
 * Not possible here, and why: only the leaf's key counts, since node:https does not say which chain was verified, so pin
 * leaf keys; `fetch` takes no https.Agent and has connections of its own: what it sends is not pinned by this one.
 */

import { PinPolicy, PinnedAgent } from './pin-verifier.mjs';

export const policy = new PinPolicy({
  rules: [
    {
      hosts: 'api.example.com',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        // `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this throws.
        'sha256/!! put the pin of a backup key here !!',
      ],
    },
  ],
});

/** An agent for `https.request`; one agent serves all hosts. Its options are those of https.Agent. */
export function pinnedAgent(options = {}) {
  return new PinnedAgent(policy, { keepAlive: true, ...options });
}
