/**
 * Puts `tls.connect` of the conformance protocol to code that `linchpin emit` has written: `emitted.mjs TARGET`, with the files in the folder
 * that `LINCHPIN_EMITTED` names. Of that code it uses what a user would.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { always, connect, isPlatformError } from './connect.mjs';
import { serve } from './protocol.mjs';

const [target] = process.argv.slice(2);
const folder = resolve(process.env.LINCHPIN_EMITTED);
const packages = createRequire(join(folder, 'pins.mjs'));
const pins = await import(pathToFileURL(join(folder, 'pins.mjs')));

const byAgent = {
  open: (options) => pins.pinnedAgent(options),
  send: (agent, question) => connect(question, () => ({ agent }), isPinError),
  close: (agent) => agent.destroy(),
};

const byAxios = {
  open: (options) => pins.pinnedAxios({ maxRedirects: 0, responseType: 'text', validateStatus: null }, options),
  send: (client, question) =>
    refusals(async () => {
      const { status, data } = await client.get(url(question));
      return { outcome: 'accept', status, body: data };
    }),
  close: (client) => client.defaults.httpsAgent.destroy(),
};

const byUndici = {
  open: (options) => pins.pinnedDispatcher({ connect: options }),
  send: (dispatcher, question) =>
    refusals(async () => {
      const response = await packages('undici').fetch(url(question), { dispatcher, redirect: 'manual' });
      return { outcome: 'accept', status: response.status, body: await response.text() };
    }),
  close: (dispatcher) => dispatcher.destroy(),
};

/** By target: how its clients are made, used and closed, and the version of what they are made of. */
const TARGETS = {
  node: { ...byAgent, version: () => process.versions.node },
  deno: { ...byAgent, version: () => process.versions.deno },
  bun: { ...byAgent, version: () => process.versions.bun },
  axios: { ...byAxios, version: () => packages('axios/package.json').version },
  undici: { ...byUndici, version: () => packages('undici/package.json').version },
};
const { open, send, close, version } = TARGETS[target];

let kept;

/** Sends by the client of this number, which is kept until another one is asked for; one without a number sends nothing else. */
async function sendBy(number, question) {
  if (kept && kept.number !== number) {
    await close(kept.client);
    kept = undefined;
  }
  const options = { ca: readFileSync(question.caFile), lookup: always(question.address) };
  if (number !== undefined) {
    kept ??= { number, client: open(options) };
    return send(kept.client, question);
  }
  const client = open(options);
  try {
    return await send(client, question);
  } finally {
    await close(client);
  }
}

function url({ host, port, request }) {
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}${request.path}`;
}

async function refusals(request) {
  try {
    return await request();
  } catch (error) {
    const stage = causes(error).some(isPinError) ? 'pins' : causes(error).some(isPlatformError) ? 'platform' : undefined;
    if (!stage) throw error;
    return { outcome: 'refuse', stage, reason: error.message };
  }
}

function causes(error) {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}

function isPinError(error) {
  return error.code === 'ERR_PIN_MISMATCH';
}

await serve(
  { impl: { name: `emitted-${target}`, version: version(), language: 'node' }, features: ['keep-client'] },
  { 'tls.connect': ({ client, ...question }) => sendBy(client, question) },
);
