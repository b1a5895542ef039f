/**
 * Signed pin bundles: one file to copy beside pin-verifier.mjs, no dependencies, Node.js 20 or newer.
 *
 *     const adopted = verifyBundle(await readFile('pins.jws'), { keys, threshold: 2, audience: 'shop-app' });
 *     const agent = new PinnedAgent(adopted.policy);
 *
 * A bundle is a policy that changes without a release (docs/bundles.md). Keep what was adopted, and hand it in again as `adopted`: then
 * nothing older is accepted, and the keys that it names are the trusted ones. Android files in bundles are refused.
 */

import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalPattern, parsePin, PinFormatError, PinPolicy } from './pin-verifier.mjs';

const MAX_BYTES = 1 << 20;
const MAX_DEPTH = 8;
const MAX_KEYS = 16;
const DAY = 24 * 60 * 60 * 1000;
const P256 = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
const P256_ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** The document is refused as a whole. The message says what was found and what was expected. */
export class BundleError extends Error {
  name = 'BundleError';
  code = 'ERR_PIN_BUNDLE';
}

/**
 * The bundle in a document, if it may be adopted now; {@link BundleError} otherwise.
 *
 * @param {Uint8Array} document as it was served
 * @param {object} options
 * @param {Uint8Array[]} options.keys the trusted keys, DER SubjectPublicKeyInfo, on P-256 or of Ed25519
 * @param {number} options.threshold how many of them have to have signed
 * @param {string} options.audience for whom it has to be
 * @param {{version: number, issuedAt: string, payload: Uint8Array}} [options.adopted] what was adopted last
 * @param {Date} [options.now]
 */
export function verifyBundle(document, { keys, threshold, audience, adopted, now = new Date() }) {
  const { payload, signatures } = parseDocument(document);
  requireSigned(payload, signatures, trusted(keys, threshold), threshold);
  const bundle = readBundle(decode('the payload', payload)); // Nothing of it was looked at before.
  if (bundle.audience !== audience) throw new BundleError(`the bundle is for ${bundle.audience}, expected ${audience}`);
  if (bundle.nextKeys) {
    const { keys: next, threshold: nextThreshold } = bundle.nextKeys;
    requireSigned(payload, signatures, trusted(next, nextThreshold), nextThreshold);
  }
  requireNext(bundle, adopted, now);
  return { ...bundle, keys: bundle.nextKeys?.keys ?? keys, threshold: bundle.nextKeys?.threshold ?? threshold };
}

/** What a document says, whoever has written it; for a document that was verified before. */
export function readUnverified(document) {
  return readBundle(decode('the payload', parseDocument(document).payload));
}

/** The id of a key: its pin. */
export function keyId(spki) {
  return `sha256/${createHash('sha256').update(spki).digest('base64')}`;
}

function requireNext(bundle, adopted, now) {
  if (adopted && bundle.version < adopted.version) {
    throw new BundleError(`the bundle has version ${bundle.version}, expected ${adopted.version} or a later one`);
  }
  if (adopted && bundle.version === adopted.version && !bundle.payload.equals(adopted.payload)) {
    throw new BundleError(`version ${bundle.version} was adopted before with another content`);
  }
  // It is not earlier than when the adopted bundle was issued, whatever the clock says.
  const time = Math.max(now.getTime(), adopted ? Date.parse(adopted.issuedAt) : -Infinity);
  if (time > Date.parse(bundle.expires)) throw new BundleError(`the bundle has expired at ${bundle.expires}`);
  if (Date.parse(bundle.issuedAt) > time + DAY) throw new BundleError(`the bundle is issued at ${bundle.issuedAt}`);
}

// -------------------------------------------------------------------------------------------------------------- signatures

function trusted(keys, threshold) {
  const byId = new Map();
  for (const der of keys) byId.set(keyId(der), signingKey(Buffer.from(der)));
  if (byId.size !== keys.length || keys.length < 1 || keys.length > MAX_KEYS) {
    throw new BundleError(`there are ${keys.length} keys, expected between 1 and ${MAX_KEYS} different ones`);
  }
  if (!(threshold >= 1 && threshold <= keys.length)) {
    throw new BundleError(`the threshold of ${keys.length} keys is ${threshold}`);
  }
  return byId;
}

function signingKey(der) {
  const isP256 = der.length === P256.length + 64 && der.subarray(0, P256.length).equals(P256);
  const isEd25519 = der.length === ED25519.length + 32 && der.subarray(0, ED25519.length).equals(ED25519);
  if (!isP256 && !isEd25519) throw new BundleError('a key is neither on P-256 nor of Ed25519');
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return isP256 ? { alg: 'ES256', verify: es256(key) } : { alg: 'Ed25519', verify: (data, s) => verify(null, data, key, s) };
  } catch {
    throw new BundleError('a key is malformed');
  }
}

const es256 = (key) => (data, signature) =>
  [signature.subarray(0, 32), signature.subarray(32)]
    .map((half) => BigInt(`0x${half.toString('hex')}`))
    .every((number) => number >= 1n && number < P256_ORDER) &&
  verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature);

/** Each signature that names one of the keys has to be by it, and enough have to. */
function requireSigned(payload, signatures, keys, threshold) {
  let count = 0;
  for (const { header, alg, kid, signature } of signatures) {
    const key = keys.get(kid);
    if (!key) continue;
    if (alg !== key.alg || !key.verify(Buffer.from(`${header}.${payload}`, 'ascii'), signature)) {
      throw new BundleError(`the signature that names ${kid} is not by this key`);
    }
    count += 1;
  }
  if (count < threshold) throw new BundleError(`the document is signed by ${count} of the keys, expected ${threshold}`);
}

// --------------------------------------------------------------------------------------------------------------- documents

function parseDocument(document) {
  if (document.length > MAX_BYTES) throw new BundleError(`the document has ${document.length} bytes`);
  const text = utf8(document);
  const { payload, signatures } = /^[ \t\r\n{]/.test(text) ? general(text) : compact(text);
  decode('the payload', payload);
  const parsed = signatures.map(parseSignature);
  if (new Set(parsed.map(({ kid }) => kid)).size !== parsed.length) throw new BundleError('a key signs twice');
  return { payload, signatures: parsed };
}

function compact(text) {
  const [header, payload, signature, ...more] = text.split('.');
  if (signature === undefined || more.length > 0) throw new BundleError('the document is not header.payload.signature');
  return { payload, signatures: [{ protected: header, signature }] };
}

function general(text) {
  const { payload, signatures } = members('the document', parseJson(text), ['payload', 'signatures']);
  list('signatures', signatures, 1, 2 * MAX_KEYS);
  for (const signature of signatures) members('a signature', signature, ['protected', 'signature']);
  return { payload, signatures };
}

function parseSignature({ protected: header, signature }) {
  const { alg, kid, typ } = members('a header', parseJson(utf8(decode('a header', header))), ['alg', 'kid', 'typ']);
  const known = ['ES256', 'Ed25519'].includes(alg) && typ === 'linchpin-bundle';
  if (!known || typeof kid !== 'string' || !/^sha256\/[A-Za-z0-9+/]{43}=$/.test(kid)) {
    throw new BundleError('a header has an unknown alg, kid or typ');
  }
  const bytes = decode('a signature', signature);
  if (bytes.length !== 64) throw new BundleError(`a signature has ${bytes.length} bytes, expected 64`);
  return { header, alg, kid, signature: bytes };
}

/** The bytes of canonical base64url: the decoder overlooks much, the encoder writes one text. */
function decode(what, text) {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'base64url') : undefined;
  if (!bytes || bytes.toString('base64url') !== text) throw new BundleError(`${what} is not canonical base64url`);
  return bytes;
}

function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BundleError('the bytes are not UTF-8');
  }
}

// ----------------------------------------------------------------------------------------------------------------- bundles

function readBundle(payload) {
  const bundle = members('the bundle', parseJson(utf8(payload)), ['version', 'audience', 'issuedAt', 'expires', 'policy'], ['nextKeys']);
  const { version, audience, issuedAt, expires, policy, nextKeys } = bundle;
  if (!(version instanceof Digits)) throw new BundleError('the version is no integer from 1 to 2^53 - 1');
  if (typeof audience !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,99}$/.test(audience)) {
    throw new BundleError('the audience is malformed');
  }
  if (instant(issuedAt) >= instant(expires)) throw new BundleError('the bundle expires before it is issued');
  return {
    payload,
    version: version.positive(),
    audience,
    issuedAt,
    expires,
    policy: readPolicy(policy),
    nextKeys: nextKeys === undefined ? undefined : readKeys(nextKeys),
  };
}

function readKeys(json) {
  const { threshold, keys } = members('nextKeys', json, ['threshold', 'keys']);
  if (!(threshold instanceof Digits)) throw new BundleError('the threshold is no integer');
  const decoded = list('keys', keys, 1, MAX_KEYS).map((text) => {
    const der = typeof text === 'string' ? Buffer.from(text, 'base64') : undefined;
    if (!der || der.toString('base64') !== text) throw new BundleError('a key is not canonical base64');
    return der;
  });
  return { threshold: threshold.positive(), keys: decoded };
}

function readPolicy(json) {
  const { rules, exemptions = [], unlistedHosts } = members('policy', json, ['rules'], ['exemptions', 'unlistedHosts']);
  const all = list('rules', rules, 0, 1000).flatMap((rule) => {
    const { hosts, pins, ...rest } = members('a rule', rule, ['hosts', 'pins'], ['mode', 'expires', 'afterExpiry']);
    if (list('pins', pins, 1, 64).length !== new Set(pins.map(parsed(parsePin))).size) {
      throw new BundleError('a pin is listed twice in a rule');
    }
    if (rest.expires !== undefined) instant(rest.expires);
    return list('hosts', hosts, 1, 100).map((host) => ({ hosts: canonical(host), pins, ...rest }));
  });
  const exempt = list('exemptions', exemptions, 0, 1000).map(canonical);
  return parsed((options) => new PinPolicy(options))({ rules: all, exempt, ...(unlistedHosts === undefined ? {} : { unlisted: unlistedHosts }) });
}

function canonical(host) {
  if (parsed(canonicalPattern)(host) !== host) throw new BundleError('a host is not written in its canonical text');
  return host;
}

/** What pins and policies refuse, bundles do. */
function parsed(parse) {
  return (value) => {
    try {
      return parse(value);
    } catch (error) {
      if (error instanceof PinFormatError || error instanceof TypeError) throw new BundleError(error.message, { cause: error });
      throw error;
    }
  };
}

function instant(text) {
  const isForm = typeof text === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
  const time = isForm ? Date.parse(text) : NaN;
  // Date turns the 30th of February into the 2nd of March; only real instants come back as they were.
  if (Number.isNaN(time) || new Date(time).toISOString() !== text.replace('Z', '.000Z')) {
    throw new BundleError('an instant is not of the form 2030-12-31T12:00:00Z');
  }
  return time;
}

function members(what, value, required, optional = []) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Digits);
  const names = isObject ? Object.keys(value) : [];
  if (!isObject || required.some((name) => !names.includes(name)) || names.some((name) => ![...required, ...optional].includes(name))) {
    throw new BundleError(`${what} has other members than ${[...required, ...optional].join(', ')}`);
  }
  return value;
}

function list(what, value, min, max) {
  if (!Array.isArray(value) || value.length < min || value.length > max) {
    throw new BundleError(`${what} is no array of ${min} to ${max} values`);
  }
  return value;
}

// -------------------------------------------------------------------------------------------------------------------- JSON

/** A number as it was written; JSON.parse would take 1e3 and 2^53 + 1 for integers. */
class Digits {
  constructor(text) {
    this.text = text;
  }

  positive() {
    const number = Number(this.text);
    if (!/^[1-9]\d{0,15}$/.test(this.text) || !Number.isSafeInteger(number)) {
      throw new BundleError('a number is no integer from 1 to 2^53 - 1, written as digits');
    }
    return number;
  }
}

const TOKEN = /[ \t\r\n]*(?:([[\]{},:])|"((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/** JSON that every parser reads alike (RFC 7493): no name twice, no half surrogate pairs, nothing behind it, eight levels. */
function parseJson(text) {
  let position = 0;
  const bad = (fault) => new BundleError(`the JSON ${fault} at ${position}`);
  const next = () => {
    TOKEN.lastIndex = position;
    const token = TOKEN.exec(text);
    if (!token) throw bad('is malformed');
    position = TOKEN.lastIndex;
    return token;
  };
  const string = (token) => {
    const value = token[2] === undefined ? undefined : JSON.parse(`"${token[2]}"`);
    if (value === undefined || !value.isWellFormed()) throw bad('has no whole text');
    return value;
  };
  const value = (token, depth) => {
    const [, mark, quoted, number, word] = token;
    if (depth > MAX_DEPTH) throw bad('is too deep');
    if (quoted !== undefined) return string(token);
    if (number !== undefined) return new Digits(number);
    if (word !== undefined) return JSON.parse(word);
    if (mark === '[') return items(depth);
    if (mark === '{') return object(depth);
    throw bad('is malformed');
  };
  const items = (depth) => {
    const found = [];
    for (let token = next(); token[1] !== ']'; ) {
      found.push(value(token, depth + 1));
      token = next();
      if (token[1] === ',') {
        token = next();
        if (token[1] === ']') throw bad('has a comma too many');
      } else if (token[1] !== ']') throw bad('is malformed');
    }
    return found;
  };
  const object = (depth) => {
    const found = Object.create(null);
    for (let token = next(); token[1] !== '}'; ) {
      const name = string(token);
      if (name in found) throw bad('has a name twice');
      if (next()[1] !== ':') throw bad('is malformed');
      found[name] = value(next(), depth + 1);
      token = next();
      if (token[1] === ',') {
        token = next();
        if (token[1] === '}') throw bad('has a comma too many');
      } else if (token[1] !== '}') throw bad('is malformed');
    }
    return found;
  };
  const parsedValue = value(next(), 1);
  if (/[^ \t\r\n]/.test(text.slice(position))) throw bad('has something behind it');
  return parsedValue;
}
