/**
 * Pins for axios 1 on Node.js 20 or newer, written by `linchpin emit axios`. Beside pin-verifier.mjs, it needs axios alone:
 *
 *     import { pinnedAxios } from './pins.mjs';
 *
 *     const client = pinnedAxios({ baseURL: 'https://api.example.com/', timeout: 10_000 });
 *     const { data } = await client.get('/');
 *
 * Guaranteed: a peer without a pinned key sees no byte of a request, nor does one in clear text whose host is pinned, redirects
 * included; the platform's own checks (chain, dates, host name) come first and are never replaced; an idle connection is checked
 * again when a request gets it; no session is resumed, since Node.js checks none that it resumes.
 *
 * Not possible here, and why: only the leaf's key counts, since Node.js does not say which chain it verified, so pin leaf keys;
 * proxies, HTTP/2 and Unix sockets are not used, whatever options or the environment say, since axios has connections of its own
 * for them; a request with an `adapter` of its own is sent by that one, and not pinned; nor is anything in a browser.
 */

import axios from 'axios';
import http from 'node:http';
import { PinPolicy, PinnedAgent } from './pin-verifier.mjs';

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

/**
 * An axios that pins; `client.defaults.httpsAgent.destroy()` closes its connections.
 *
 * @param {import('axios').CreateAxiosDefaults} [options] those of `axios.create`
 * @param {import('node:https').AgentOptions} [connection] those of https.Agent, such as `ca`
 */
export function pinnedAxios(options = {}, connection = {}) {
  const direct = { proxy: false, httpVersion: 1, socketPath: undefined, transport: undefined };
  const httpsAgent = new PinnedAgent(policy, { keepAlive: true, ...connection });
  const httpAgent = new ClearTextAgent({ keepAlive: true });
  const send = axios.getAdapter('http');
  const adapter = (config) => send({ ...config, ...direct, httpsAgent, httpAgent });
  return axios.create({ ...options, httpsAgent, adapter });
}

/** Clear text has no key to show: to hosts that are pinned, none is sent. */
class ClearTextAgent extends http.Agent {
  createConnection(options, done) {
    const error = policy.check(options.host);
    if (!error) return super.createConnection(options, done);
    done(error);
    return undefined;
  }
}
