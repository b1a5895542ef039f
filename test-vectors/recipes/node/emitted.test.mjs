/**
 * What `linchpin emit` writes for axios and undici, against what might lift the pins: options of a request, proxies, clear text; what it writes for
 * React Native, against a compiler. The packages are those that install.sh has put into test-vectors/target; the pins are those of no key.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { always } from './connect.mjs';
import { Authority, Server } from './loopback.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const GOLDEN = join(here, '../../../cli/src/test/golden/emit');
const PACKAGES = join(here, '../../target/recipes/node');
const HOST = 'api.example.com'; // of the golden files
const lookup = always('127.0.0.1');

const authority = new Authority();
const leaf = authority.leaf(`DNS:${HOST}`);
const folder = mkdtempSync(join(tmpdir(), 'emitted-'));
after(() => {
  authority.close();
  rmSync(folder, { recursive: true });
});

/** The golden code in a folder of its own, with the package; undefined if that is not installed. */
async function emitted(target) {
  const modules = join(PACKAGES, target, 'node_modules');
  if (!existsSync(modules)) return undefined;
  const own = join(folder, target);
  cpSync(join(GOLDEN, target, 'one-host'), own, { recursive: true });
  cpSync(join(here, 'pin-verifier.mjs'), join(own, 'pin-verifier.mjs'));
  symlinkSync(modules, join(own, 'node_modules'));
  const file = join(own, 'pins.mjs');
  return { ...(await import(pathToFileURL(file))), packages: createRequire(file) };
}

function unlessMissing(code, target) {
  return { skip: code ? false : `NOT TESTED: ${target} is not in test-vectors/target/recipes; ../install puts it there` };
}

/** Sends to an impostor, which has to receive nothing, and to a server without TLS, which has to receive nothing for this host. */
async function refused(send) {
  const server = await Server.start(leaf, { ALPNProtocols: ['h2', 'http/1.1'] });
  const plain = await clearText();
  try {
    await assert.rejects(send(`https://${HOST}:${server.port}/`, plain.port), (error) => {
      assert.equal((error.cause ?? error).code, 'ERR_PIN_MISMATCH', String(error));
      return true;
    });
  } finally {
    await Promise.all([server.close(), plain.close()]);
  }
  assert.equal(server.received, '');
  assert.deepEqual(plain.hosts, []);
}

/** A server in clear text, also a proxy for it, that notes which host of the policy is asked; `/redirect` sends there. */
async function clearText() {
  const hosts = [];
  const server = http.createServer((request, response) => {
    if (request.url.includes(HOST) || request.headers.host.startsWith(HOST)) hosts.push(request.headers.host);
    if (request.url === '/redirect') response.writeHead(302, { location: `http://${HOST}:${server.address().port}/` });
    response.end();
  });
  server.on('connect', (request, socket) => {
    hosts.push(request.url);
    socket.destroy();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { hosts, close, port: server.address().port };
}

const [axios, undici] = [await emitted('axios'), await emitted('undici')];
describe('axios', unlessMissing(axios, 'axios'), () => {
  const send = (url, options) => axios.pinnedAxios({}, { ca: authority.pem, lookup }).get(url, { lookup, ...options });
  const unpinned = () => new https.Agent({ ca: authority.pem, lookup });
  const attempts = {
    'an agent of the request': () => ({ httpsAgent: unpinned() }),
    'HTTP/2, for which axios has connections of its own': () => ({ httpVersion: 2, http2Options: { ca: authority.pem, lookup } }),
    'a transport of the request': () => ({ transport: https, rejectUnauthorized: false }),
    'a proxy': (port) => ({ proxy: { host: '127.0.0.1', port } }),
    'nothing at all': () => ({}),
  };
  for (const [attempt, options] of Object.entries(attempts)) {
    test(`is not talked out of it by ${attempt}`, () => refused((url, port) => send(url, options(port))));
  }

  test('takes no proxy from the environment', () =>
    refused(async (url, port) => {
      process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
      try {
        return await send(url);
      } finally {
        delete process.env.HTTPS_PROXY;
      }
    }));

  test('sends nothing in clear text to a pinned host', () => refused((url, port) => send(`http://${HOST}:${port}/`)));

  test('follows no redirect to a pinned host in clear text', () =>
    refused((url, port) => send(`http://localhost:${port}/redirect`)));
});

describe('undici', unlessMissing(undici, 'undici'), () => {
  const dispatcher = (options) => undici.pinnedDispatcher({ connect: { ca: authority.pem, lookup }, ...options });
  const fetch = (url, options) => undici.packages('undici').fetch(url, { dispatcher: dispatcher(options) });
  const request = (url) => undici.packages('undici').request(url, { dispatcher: dispatcher() });

  test('pins fetch and request', async () => {
    await refused((url) => fetch(url));
    await refused((url) => request(url));
  });

  test('pins HTTP/2', () => refused((url) => fetch(url, { allowH2: true })));

  test('sends nothing in clear text to a pinned host', async () => {
    await refused((url, port) => fetch(`http://${HOST}:${port}/`));
    await refused((url, port) => request(`http://${HOST}:${port}/`));
    await refused((url, port) => fetch(`http://localhost:${port}/redirect`));
  });

  test('takes no connector and no check but its own', () => {
    const others = [() => {}, { checkServerIdentity: () => undefined }, { rejectUnauthorized: false }];
    for (const connect of others) assert.throws(() => undici.pinnedDispatcher({ connect }), { code: 'ERR_PIN_FORMAT' });
  });
});

describe('React Native', unlessMissing(existsSync(join(PACKAGES, 'react-native/node_modules')), 'react-native'), () => {
  const checkTypes = (file) =>
    spawnSync(join(here, 'check-types.sh'), [file], { env: { ...process.env, LINCHPIN_BUILD: PACKAGES }, encoding: 'utf8' });

  for (const policy of ['one-host', 'no-backup', 'everything']) {
    test(`has the types of its package: ${policy}`, () => {
      const { status, stdout, stderr } = checkTypes(join(GOLDEN, 'react-native', policy, 'pins.ts'));
      assert.equal(status, 0, stdout + stderr);
    });
  }

  test('would not have them if an option were misspelt', () => {
    const misspelt = join(folder, 'misspelt.ts');
    const code = readFileSync(join(GOLDEN, 'react-native/one-host/pins.ts'), 'utf8');
    writeFileSync(misspelt, code.replace('includeSubdomains:', 'includeSubDomains:'));
    assert.match(checkTypes(misspelt).stdout, /'includeSubDomains' does not exist in type 'DomainOptions'/);
  });
});
