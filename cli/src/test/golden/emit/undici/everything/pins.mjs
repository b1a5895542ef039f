/**
 * Pins for undici 7 on Node.js 20 or newer, written by `linchpin emit undici`. Beside pin-verifier.mjs, it needs undici alone:
 *
 *     import { fetch } from 'undici';
 *     import { pinnedDispatcher } from './pins.mjs';
 *
 *     const dispatcher = pinnedDispatcher();
 *     const response = await fetch('https://api.example.com/', { dispatcher });
 *
 * Guaranteed: a peer without a pinned key sees no byte of a request, nor does one in clear text whose host is pinned, redirects
 * included; the platform's own checks (chain, dates, host name) come first and are never replaced; no session is resumed, since
 * Node.js checks none that it resumes.
 *
 * Not possible here, and why: only the leaf's key counts, since Node.js does not say which chain it verified, so pin leaf keys;
 * a connection is checked when it is made and not again with each request, since undici has no place for that, so the end of a
 * rule holds for new connections; what is sent without this dispatcher is not pinned, unless `setGlobalDispatcher` has it.
 */
// Not as in the policy: single.example.com is left out and not pinned: undici takes no rule with a single pin.

import { Agent } from 'undici';
import { PinFormatError, PinPolicy, pinnedOptions } from './pin-verifier.mjs';

export const policy = new PinPolicy({
  rules: [
    {
      hosts: 'api.example.com',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
    },
    {
      hosts: '*.example.org',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
        'sha256/hxqRlPTu1bMS/0DITB1SSu0vd4u/8l8TjPgfaAp63Gc=',
      ],
    },
    {
      hosts: 'xn--bcher-kva.example',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
    },
    {
      hosts: '192.0.2.7',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
    },
    {
      hosts: '2001:db8::7',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
    },
    {
      hosts: 'certificate.example.net',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        'cert-sha256/Vr1ooMHlBeXwJWMSNiQZ8QRr3wvsGbgZyZ0R0mVBbWc=',
      ],
    },
    {
      hosts: '**.tree.example.com',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
      expires: '2030-12-31T00:00:00Z',
      afterExpiry: 'fail-open',
    },
    {
      hosts: 'closed.example.com',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
      expires: '2030-12-31T12:00:00Z',
      afterExpiry: 'fail-closed',
    },
    {
      hosts: 'watched.example.com',
      pins: [
        // leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
      mode: 'report-only',
    },
  ],
  exempt: [
    'cdn.tree.example.com',
  ],
  unlisted: 'deny',
});

/** A dispatcher for `fetch` and `request` of undici; one serves all hosts. Its options are those of undici's Agent. */
export function pinnedDispatcher({ connect = {}, ...options } = {}) {
  const { checkServerIdentity, rejectUnauthorized = true } = connect;
  if (typeof connect === 'function' || options.factory || checkServerIdentity || !rejectUnauthorized) {
    throw new PinFormatError('connections belong to the dispatcher, expected neither a connector nor another check');
  }
  const agent = new Agent({ ...options, connect: { ...connect, ...pinnedOptions(policy), maxCachedSessions: 0 } });
  return agent.compose(refuseClearText);
}

/** Clear text has no key to show: to hosts that are pinned, none is sent. */
function refuseClearText(dispatch) {
  return (options, handler) => {
    const { protocol, hostname } = new URL(options.origin);
    const error = protocol === 'https:' ? undefined : policy.check(hostname);
    if (error) throw error;
    return dispatch(options, handler);
  };
}
