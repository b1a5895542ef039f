/**
 * Puts `tls.connect` of the conformance protocol to code that `linchpin emit` has written: `emitted.mjs TARGET`, with the files in the folder
 * that `LINCHPIN_EMITTED` names. Of that code it uses what a user would. Questions with the same `client` share a client.
 */

import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect } from './connect.mjs';
import { serve } from './protocol.mjs';

const [target] = process.argv.slice(2);
const folder = resolve(process.env.LINCHPIN_EMITTED);
const pins = await import(pathToFileURL(join(folder, 'pins.mjs')));

/** By target: the version of the HTTP client, and what sends a request with the client that `remember` keeps. */
const TARGETS = {
  node: {
    version: () => process.version,
    send: (question, remember) =>
      connect(question, (common) => ({ agent: remember(() => pins.pinnedAgent(common)) }), isPinError),
  },
};

function isPinError(error) {
  return error.code === 'ERR_PIN_MISMATCH';
}

const clients = new Map();

function rememberAs(number) {
  return (make) => {
    if (!clients.has(number)) clients.set(number, make());
    return clients.get(number);
  };
}

const { version, send } = TARGETS[target];
await serve(
  { impl: { name: `emitted-${target}`, version: await version(), language: 'node' }, features: ['keep-client'] },
  { 'tls.connect': ({ client, ...question }) => send(question, rememberAs(client)) },
);
