/** The half of pin-verifier.mjs that decides, by examples; the test vectors have many more. */

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import * as verifier from './pin-verifier.mjs';
import { Authority } from './loopback.mjs';

const { PinFormatError, PinPolicy, canonicalPattern, coveringPatterns, parseHost, parseInstant, parsePin } = verifier;

const HASH = 'x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=';
const A = `sha256/${HASH}`;
const B = 'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=';

function element(tag, ...content) {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag, body.length), body]);
}

const NULL = element(0x05);
const OID = element(0x06, Buffer.of(0x2a));
const ALGORITHM = element(0x30, OID);
const BITS = element(0x03, Buffer.of(0, 1));
const KEY = element(0x30, ALGORITHM, BITS);
const EXTENSIONS = element(0xa3);

function certificate({ key = KEY, behindKey = [], signature = element(0x30), behind = [] } = {}) {
  const four = Array(4).fill(element(0x30));
  const body = element(0x30, element(0x02, Buffer.of(1)), ...four, key, ...behindKey);
  return element(0x30, body, signature, element(0x03, Buffer.of(0)), ...behind);
}

function refuses(parse, ...texts) {
  for (const text of texts) assert.throws(() => parse(text), PinFormatError, JSON.stringify(text));
}

describe('pins', () => {
  const authority = new Authority();
  after(() => authority.close());

  for (const keyType of ['rsa', 'ec', 'ed25519']) {
    test(`of a key of type ${keyType} are what openssl computes`, () => {
      const leaf = authority.leaf('DNS:localhost', keyType);
      assert.equal(verifier.spkiPin(leaf.der), leaf.pin);
      assert.equal(verifier.spkiPinOfKey(verifier.spkiOfCertificate(leaf.der)), leaf.pin);
    });
  }

  test('of damaged certificates do not exist', () => {
    const { der } = authority.leaf();
    for (let length = 0; length < der.length; length++) {
      assert.throws(() => verifier.spkiPin(der.subarray(0, length)), PinFormatError);
    }
    refuses(verifier.spkiPin, Buffer.concat([der, Buffer.of(0)]), der.toString('base64'), undefined);
    for (let at = 0; at < der.length; at++) {
      const damaged = Buffer.from(der);
      damaged[at] ^= 0x80;
      try {
        verifier.spkiPin(damaged);
      } catch (error) {
        assert.ok(error instanceof PinFormatError, error);
      }
    }
  });

  test('are of the key where a certificate has it', () => {
    for (const key of [KEY, element(0x30, element(0x30, OID, NULL), BITS)]) {
      for (const behindKey of [[], [element(0x81), element(0x82), EXTENSIONS]]) {
        assert.deepEqual(verifier.spkiOfCertificate(certificate({ key, behindKey })), key);
      }
    }
    const keys = [
      element(0x30, ALGORITHM, element(0x03, Buffer.of(0))),
      element(0x30, ALGORITHM, element(0x03, Buffer.of(1, 2))),
      element(0x30, ALGORITHM, element(0x04, Buffer.of(0, 1))),
      element(0x30, ALGORITHM, BITS, NULL),
      element(0x30, element(0x30, OID, NULL, NULL), BITS),
      element(0x30, element(0x30, OID, Buffer.of(0x1f, 1, 0)), BITS),
      element(0x30, element(0x30, NULL), BITS),
    ];
    for (const key of keys) refuses(verifier.spkiOfCertificate, certificate({ key }));
    refuses(
      verifier.spkiOfCertificate,
      certificate({ behindKey: [EXTENSIONS, NULL] }),
      certificate({ behind: [NULL] }),
    );
    refuses(verifier.spkiOfCertificate, certificate({ signature: NULL }));
  });

  test('are read in canonical form only', () => {
    assert.equal(parsePin(A), A);
    assert.equal(parsePin(`cert-sha256/${HASH}`), `cert-sha256/${HASH}`);
    refuses(parsePin, '', HASH, `pin-sha256="${HASH}"`, `ѕha256/${HASH}`, ` ${A}`, `SHA256/${HASH}`, `sha256//${HASH}`);
    refuses(
      parsePin,
      'sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
      'sha512/x4Qz',
      'sha256/',
      'sha256/AQID',
      'sha256/c7:84:33:3d',
    );
    refuses(parsePin, 'sha256/2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/TQ==');
    refuses(parsePin, A.slice(0, -1), `${A}=`, `${A}AA`, `${A}\n`, A.replace('Td4=', 'Td5='), A.replace('/cM', ' cM'));
    refuses(parsePin, A.replace('/cM', '_cM'), `\ufeff${A}`, `sha256/${'A'.repeat(43)}=`, undefined, 7);
  });
});

describe('hosts', () => {
  test('have one canonical form', () => {
    const forms = {
      'API.Example.COM.': 'api.example.com',
      'my_service.example.com': 'my_service.example.com',
      'XN--BCHER-KVA.example': 'xn--bcher-kva.example',
      '192.0.2.1.': '192.0.2.1',
      '[::1]': '::1',
      '2001:DB8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
      '2001:0:0:1:0:0:0:1': '2001:0:0:1::1',
      '64:ff9b::192.0.2.33': '64:ff9b::c000:221',
      '[::FFFF:c000:201]': '192.0.2.1',
    };
    for (const [text, name] of Object.entries(forms)) {
      assert.equal(parseHost(text).name, name);
      assert.equal(parseHost(name).name, name);
    }
  });

  test('are bounded', () => {
    const longest = [...Array(3).fill('a'.repeat(63)), 'a'.repeat(61)].join('.');
    assert.equal(parseHost(`${longest}.`).name, longest);
    refuses(parseHost, `${longest}a`);
  });

  test('without canonical form are refused', () => {
    refuses(parseHost, '', '.', 'a..b', '.example.com', 'example.com..', ' example.com', 'example.com\n', 'a\0b.com');
    refuses(parseHost, 'example.com:443', 'example.com/path', 'user@example.com', '*.example.com', '-a.com', 'a-.com');
    refuses(
      parseHost,
      'example.com\u3002',
      '\u212aelvin.example',
      'bücher.example',
      'ｅｘａｍｐｌｅ.com',
      '\ud800.com',
    );
    refuses(parseHost, 'xn--.example', 'xn--a-.example', 'xn--99999999999.example', `${'a'.repeat(64)}.com`);
    refuses(parseHost, '0x7f.1', '127.1', '1.2.3.256', '1.2.3.04', '1.2.3.4.5', 'example.1', '2130706433');
    refuses(parseHost, '[::1', '::1]', '[]', '[192.0.2.1]', ':::', '1::2::3', '1:2:3:4:5:6:7::8', '1.2.3.4::', '::g');
    refuses(parseHost, 'fe80::1%eth0', '[::1]:443', undefined);
  });
});

test('patterns cover what they say', () => {
  const covers = (pattern, host) => [...coveringPatterns(parseHost(host))].includes(canonicalPattern(pattern));
  assert.ok(covers('API.example.com.', 'api.example.com'));
  assert.ok(covers('*.example.com', 'api.example.com'));
  assert.ok(covers('**.example.com', 'example.com'));
  assert.ok(covers('**.example.com', 'a.b.c.example.com'));
  assert.ok(!covers('*.example.com', 'example.com'));
  assert.ok(!covers('*.example.com', 'a.b.example.com'));
  assert.ok(!covers('**.example.com', 'badexample.com'));
  assert.ok(!covers('**.2.0.example', '192.0.2.1'));
  refuses(canonicalPattern, '*', '**', '***.example.com', 'a.*.com', 'ba*.example.com', '*.*.example.com', '*.com');
  refuses(canonicalPattern, '*.192.0.2.1', '.example.com', '*.', '', 'example.com:443');
});

test('expiries are dates or instants in UTC', () => {
  const inMilliseconds = (text) => BigInt(Date.parse(text)) * 1_000_000n;
  assert.equal(parseInstant('2028-02-29'), inMilliseconds('2028-02-29T00:00:00Z'));
  assert.equal(parseInstant('2027-01-31T12:30:00+02:00'), inMilliseconds('2027-01-31T10:30:00Z'));
  assert.equal(parseInstant('2027-01-31T23:30:00-02:00'), inMilliseconds('2027-02-01T01:30:00Z'));
  assert.equal(parseInstant('1970-01-01T00:00:00.000000001Z'), 1n);
  refuses(parseInstant, '', '2026-01-01garbage', '2026-1-1', '26-01-01', '2027-02-29', '2027-13-01', ' 2027-01-31');
  refuses(parseInstant, '2027-01-31T24:00:00Z', '2027-01-31T12:30:60Z', '2027-01-31T12:30:00', '2027-01-31T12:30Z');
  refuses(parseInstant, '2027-01-31T12:60:00Z', '2027-01-31T12:00:00+18:01', '2027-01-31T12:00:00+01:60');
  refuses(parseInstant, '2027-01-31 12:30:00Z', '+12027-01-31', '1893456000', '２０２７-01-31', '2027-01-31\n');
});

describe('policies', () => {
  const rule = { hosts: 'api.example.com', pins: [A, B] };
  const policyOf = (...rules) => new PinPolicy({ rules });

  test('apply the most specific rule, alone', () => {
    const hosts = ['**.example.com', '*.example.com', 'www.example.com', '**.a.example.com'];
    const policy = policyOf(...hosts.map((each) => ({ hosts: each, pins: [A, B] })));
    const chosen = (host) => policy.judge(host).rule?.hosts;
    assert.equal(chosen('www.example.com'), 'www.example.com');
    assert.equal(chosen('api.example.com'), '*.example.com');
    assert.equal(chosen('a.example.com'), '**.a.example.com');
    assert.equal(chosen('b.c.example.com'), '**.example.com');
    assert.equal(chosen('example.com'), '**.example.com');
    assert.equal(chosen('example.org'), undefined);
  });

  test('hold up to and including the expiry', () => {
    const expires = '2027-01-31';
    const policy = policyOf({ ...rule, expires, afterExpiry: 'fail-closed' });
    const outcome = (now) => policy.judge('api.example.com', Buffer.of(), now).outcome;
    assert.equal(outcome(parseInstant(expires)), 'mismatch');
    assert.equal(outcome(parseInstant(expires) + 1n), 'expired');
  });

  test('are refused if they would check less than they seem to', () => {
    refuses((rules) => new PinPolicy({ rules }), [], [rule, { ...rule, hosts: 'API.example.com.' }]);
    refuses(policyOf, { ...rule, pins: [A] }, { ...rule, pins: [A, A] }, { ...rule, pins: [] }, { ...rule, pins: A });
    refuses(policyOf, { ...rule, expires: '2027-01-31' }, { ...rule, afterExpiry: 'fail-open' });
    refuses(policyOf, { ...rule, mode: 'report-only', expires: '2027-01-31', afterExpiry: 'fail-closed' });
    refuses(policyOf, { ...rule, mode: 'off' }, { ...rule, expire: '2027-01-31' }, { pins: [A, B] });
    refuses((unlisted) => new PinPolicy({ rules: [rule], unlisted }), 'block');
  });
});
