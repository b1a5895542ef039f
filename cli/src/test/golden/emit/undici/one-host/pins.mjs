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
  ],
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
