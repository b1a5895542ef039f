/** The half of pin-verifier.mjs that connects, against TLS servers on loopback. */

import assert from 'node:assert/strict';
import http2 from 'node:http2';
import https from 'node:https';
import tls from 'node:tls';
import { after, describe, test } from 'node:test';
import { PinFormatError, PinMismatchError, PinPolicy, PinnedAgent, pinnedOptions } from './pin-verifier.mjs';
import { Authority, Server } from './loopback.mjs';

const WRONG = [
  'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
  'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
];

const authority = new Authority();
after(() => authority.close());

const leaf = authority.leaf();

function policyOf(rule, options) {
  return new PinPolicy({ rules: [{ hosts: 'localhost', ...rule }], report: () => {}, ...options });
}

function agentOf(policy, options) {
  return new PinnedAgent(policy, { ca: authority.pem, ...options });
}

function get(server, agent, options) {
  return new Promise((resolve, reject) => {
    const secret = { authorization: 'Bearer secret' };
    https
      .get({ host: 'localhost', family: 4, port: server.port, agent, headers: secret, ...options }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      })
      .on('error', reject);
  });
}

/** The error with which a request fails, once the server is known to have received nothing of it. */
async function refusal(server, request) {
  const error = await request.then(
    () => assert.fail('the request was answered'),
    (failure) => failure,
  );
  await server.close();
  assert.equal(server.received, '');
  return error;
}

for (const version of ['TLSv1.2', 'TLSv1.3']) {
  describe(version, () => {
    const only = { minVersion: version, maxVersion: version };

    test('lets a request pass to a pinned key', async () => {
      const server = await Server.start(leaf, only);
      const agent = agentOf(policyOf({ pins: [leaf.pin, WRONG[0]] }));
      assert.equal(await get(server, agent), 200);
      agent.destroy();
      await server.close();
      assert.match(server.received, /Bearer secret/);
    });

    test('sends nothing to another key', async () => {
      const server = await Server.start(leaf, only);
      const error = await refusal(server, get(server, agentOf(policyOf({ pins: WRONG }))));
      assert.ok(error instanceof PinMismatchError);
      assert.deepEqual([error.verdict.host, error.verdict.outcome], ['localhost', 'mismatch']);
    });

    test('checks the second request of an agent that could have resumed a session', async () => {
      const server = await Server.start(leaf, only);
      const reports = [];
      const policy = policyOf({ pins: WRONG, mode: 'report-only' }, { report: (verdict) => reports.push(verdict) });
      const agent = agentOf(policy);
      for (let request = 0; request < 3; request++) assert.equal(await get(server, agent), 200);
      agent.destroy();
      await server.close();
      assert.deepEqual([server.handshakes, server.resumed, reports.length], [3, 0, 3]);
    });

    test('checks the second request on a kept-alive connection', async (t) => {
      const server = await Server.start(leaf, only);
      const rule = { pins: [leaf.pin, WRONG[0]], expires: '2100-01-01', afterExpiry: 'fail-closed' };
      const agent = agentOf(policyOf(rule), { keepAlive: true });
      assert.equal(await get(server, agent), 200);
      assert.equal(await get(server, agent), 200);
      t.mock.method(Date, 'now', () => Date.UTC(2100, 0, 2));
      await assert.rejects(get(server, agent), { code: 'ERR_PIN_MISMATCH' });
      agent.destroy();
      await server.close();
      assert.deepEqual([server.handshakes, server.requests], [1, 2]);
    });
  });
}

for (const keyType of ['rsa', 'ed25519']) {
  test(`knows keys of type ${keyType}`, async () => {
    const server = await Server.start(authority.leaf('DNS:localhost', keyType));
    const other = authority.leaf('DNS:localhost', keyType);
    await refusal(server, get(server, agentOf(policyOf({ pins: [other.pin, WRONG[0]] }))));

    const pinned = await Server.start(other);
    const agent = agentOf(policyOf({ pins: [other.pin, WRONG[0]] }));
    assert.equal(await get(pinned, agent), 200);
    agent.destroy();
    await pinned.close();
  });
}

test('refuses a pinned key under another host name', async () => {
  const elsewhere = authority.leaf('DNS:other.example');
  const server = await Server.start(elsewhere);
  const error = await refusal(server, get(server, agentOf(policyOf({ pins: [elsewhere.pin, WRONG[0]] }))));
  assert.equal(error.code, 'ERR_TLS_CERT_ALTNAME_INVALID');
});

test('refuses a pinned key from an unknown authority', async () => {
  const server = await Server.start(leaf);
  const agent = agentOf(policyOf({ pins: [leaf.pin, WRONG[0]] }), { ca: [] });
  const error = await refusal(server, get(server, agent));
  assert.equal(error.code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
});

test('is not talked out of it by the options of a request', async () => {
  const lax = { rejectUnauthorized: false, checkServerIdentity: () => undefined };
  const server = await Server.start(leaf);
  const session = await new Promise((resolve) => {
    const socket = tls.connect({
      host: '127.0.0.1',
      port: server.port,
      maxVersion: 'TLSv1.2',
      rejectUnauthorized: false,
    });
    socket.once('secureConnect', () => {
      resolve(socket.getSession());
      socket.destroy();
    });
  });
  const error = await refusal(server, get(server, agentOf(policyOf({ pins: WRONG })), { ...lax, session }));
  assert.ok(error instanceof PinMismatchError);
  assert.throws(() => agentOf(policyOf({ pins: WRONG }), { rejectUnauthorized: false }), PinFormatError);
  assert.throws(() => agentOf(policyOf({ pins: WRONG }), { checkServerIdentity: () => undefined }), PinFormatError);
});

test('knows hosts by any spelling and addresses by their number', async () => {
  const spellings = [
    ['localhost', { host: 'LOCALHOST' }],
    ['localhost', { host: '127.0.0.1', servername: 'localhost.' }],
    ['127.0.0.1', { host: '127.0.0.1' }],
  ];
  for (const [hosts, target] of spellings) {
    const server = await Server.start(leaf);
    const error = await refusal(server, get(server, agentOf(policyOf({ hosts, pins: WRONG })), target));
    assert.ok(error instanceof PinMismatchError, `${JSON.stringify(target)}: ${error}`);
  }
});

test('denies unlisted hosts if told to', async () => {
  const server = await Server.start(leaf);
  const policy = new PinPolicy({ unlisted: 'deny', report: () => {} });
  const error = await refusal(server, get(server, agentOf(policy)));
  assert.equal(error.verdict.outcome, 'unlisted');
});

test('accepts an exempt host without pins and without a report', async () => {
  const server = await Server.start(leaf);
  const rules = [{ hosts: '**.example.com', pins: WRONG }];
  const policy = new PinPolicy({ rules, exempt: ['LOCALHOST.'], unlisted: 'deny', report: assert.fail });
  const agent = agentOf(policy);
  assert.equal(await get(server, agent), 200);
  agent.destroy();
  await server.close();
});

test('decides the same whatever becomes of the report', async () => {
  const throwing = () => {
    throw new Error('sink down');
  };
  for (const report of [throwing, async () => throwing()]) {
    const warned = new Promise((resolve) => process.once('warning', resolve));
    const server = await Server.start(leaf);
    const error = await refusal(server, get(server, agentOf(policyOf({ pins: WRONG }, { report }))));
    assert.ok(error instanceof PinMismatchError);
    assert.match((await warned).message, /report of localhost: mismatch, refused failed: Error: sink down/);
  }
});

test('pins sockets and HTTP/2 sessions', async () => {
  const options = { ca: authority.pem, ...pinnedOptions(policyOf({ pins: WRONG })) };
  const ways = [
    (port) => tls.connect({ host: 'localhost', port, family: 4, ...options }).on('secureConnect', assert.fail),
    (port) => http2.connect(`https://localhost:${port}`, { ...options, family: 4 }).on('connect', assert.fail),
  ];
  for (const connect of ways) {
    const server = await Server.start(leaf, { ALPNProtocols: ['h2'] });
    const failed = new Promise((_, reject) => connect(server.port).on('error', reject));
    assert.ok((await refusal(server, failed)) instanceof PinMismatchError);
  }
});
