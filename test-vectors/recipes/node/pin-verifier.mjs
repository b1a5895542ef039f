/**
 * Public-key pinning for TLS clients: one file to copy, no dependencies, Node.js 20 or newer.
 *
 *     const policy = new PinPolicy({
 *       rules: [
 *         { hosts: 'api.example.com', pins: ['sha256/x4Qz…Td4=', 'sha256/58qR…nNU='] }, // active and backup
 *         { hosts: '**.example.org', pins: ['sha256/x4Qz…Td4=', 'sha256/58qR…nNU='], mode: 'report-only' },
 *       ],
 *     });
 *     const agent = new PinnedAgent(policy, { keepAlive: true });
 *     https.request('https://api.example.com/payments', { agent }); // a peer without a pinned key sees no byte of it
 *
 * Pins come on top of the checks of the platform (chain, dates, host name), never in their place. Only the leaf
 * certificate is compared, since Node.js does not say which chain it verified. The meaning of pins, patterns and expiries
 * is Linchpin's (docs/semantics.md), held to its test vectors.
 */

import { createHash } from 'node:crypto';
import https from 'node:https';
import { isIPv4, isIPv6 } from 'node:net';
import tls from 'node:tls';

/** Text or bytes that are not what they should be. The message says what was found and what was expected. */
export class PinFormatError extends Error {
  name = 'PinFormatError';
  code = 'ERR_PIN_FORMAT';
}

/** The policy refuses the peer; `verdict` says why. */
export class PinMismatchError extends Error {
  name = 'PinMismatchError';
  code = 'ERR_PIN_MISMATCH';

  constructor(verdict) {
    super(`pin check failed for ${describe(verdict)}`);
    this.verdict = verdict;
  }
}

// ------------------------------------------------------------------------------------------------------------------ pins

/**
 * The pin `sha256/…` (RFC 7469 §2.4) of the key in a DER certificate; it survives renewals that keep the key.
 *
 * The hash is over the bytes as they stand in the certificate. `cert.pubkey` holds the bare point of EC keys and nothing
 * at all for Ed25519; `publicKey.export()` encodes anew, with other bytes for RSA keys without NULL parameters.
 *
 * @param {Uint8Array} certificate
 */
export function spkiPin(certificate) {
  return `sha256/${sha256(spkiOfCertificate(certificate))}`;
}

/** The pin `sha256/…` of a DER SubjectPublicKeyInfo. */
export function spkiPinOfKey(spki) {
  const reader = new DerReader(spki);
  reader.skip(SEQUENCE);
  reader.finish();
  requireKey(spki);
  return `sha256/${sha256(spki)}`;
}

/** The pin `cert-sha256/…` of a whole DER certificate; every renewal changes it, so prefer {@link spkiPin}. */
export function certificatePin(certificate) {
  spkiOfCertificate(certificate);
  return `cert-sha256/${sha256(certificate)}`;
}

/** The text itself, if it is `sha256/` or `cert-sha256/` and 32 bytes of canonical base64 (RFC 4648 §3.5). */
export function parsePin(text) {
  const [, prefix, encoded] = /^((?:cert-)?sha256\/)(.*)$/s.exec(requireString('pin', text)) ?? [];
  if (!prefix) {
    throw new PinFormatError(`pin ${quoted(text)} has no known prefix, expected "sha256/" or "cert-sha256/"`);
  }
  const hash = Buffer.from(encoded, 'base64');
  // The decoder overlooks padding, unused bits, foreign characters and the other alphabet; the encoder writes none.
  if (hash.length !== 32 || hash.toString('base64') !== encoded) {
    const expected = 'expected 43 characters of base64 and one "="';
    throw new PinFormatError(`pin ${quoted(text)} is not 32 bytes in canonical form, ${expected}`);
  }
  if (hash.every((byte) => byte === 0)) {
    throw new PinFormatError(`pin ${quoted(text)} is the all-zero placeholder, expected the hash of a real key`);
  }
  return text;
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('base64');
}

// ------------------------------------------------------------------------------------------------------------------- DER

const [INTEGER, BIT_STRING, OBJECT_IDENTIFIER, SEQUENCE] = [0x02, 0x03, 0x06, 0x30];
const [VERSION, ISSUER_UNIQUE_ID, SUBJECT_UNIQUE_ID, EXTENSIONS] = [0xa0, 0x81, 0x82, 0xa3];

/** No certificate in a TLS 1.3 handshake is larger: `cert_data<1..2^24-1>`, RFC 8446 §4.4.2. */
const MAX_BYTES = 2 ** 24 - 1;

/** A strict reader of DER (X.690 §10): definite, minimal lengths; one-byte tags; nothing past the enclosing end. */
class DerReader {
  #bytes;
  #position = 0;

  constructor(bytes) {
    if (!(bytes instanceof Uint8Array) || bytes.length > MAX_BYTES) {
      throw new PinFormatError(`expected at most ${MAX_BYTES} bytes of DER, as many as TLS can carry`);
    }
    this.#bytes = bytes;
  }

  get atEnd() {
    return this.#position === this.#bytes.length;
  }

  finish() {
    if (!this.atEnd) {
      throw new PinFormatError(`${this.#bytes.length - this.#position} bytes too many behind the last element`);
    }
  }

  skip(...tags) {
    for (const tag of tags) this.element(tag);
  }

  skipIf(...tags) {
    for (const tag of tags) if (this.#bytes[this.#position] === tag) this.element(tag);
  }

  skipAny() {
    this.element(this.#bytes[this.#position]);
  }

  /** Steps over the next element, which must have this tag, and returns it with its header. */
  element(tag) {
    const start = this.#position;
    this.content(tag);
    return this.#bytes.subarray(start, this.#position);
  }

  /** Steps over the next element, which must have this tag, and returns what is inside. */
  content(tag) {
    const at = this.#position;
    if (this.atEnd || this.#bytes[at] !== tag || (tag & 0x1f) === 0x1f) {
      throw new PinFormatError('the bytes are not DER of the expected structure');
    }
    let length = this.#octet(at + 1);
    let start = at + 2;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      if (octets === 0 || octets > 3) throw new PinFormatError('an element has an indefinite or excessive length');
      length = 0;
      for (const end = start + octets; start < end; start++) length = (length << 8) | this.#octet(start);
      if (length < 0x80 || length >>> (8 * (octets - 1)) === 0) {
        throw new PinFormatError('an element has a length that is not minimal');
      }
    }
    if (length > this.#bytes.length - start) {
      throw new PinFormatError('an element ends past the end of what encloses it');
    }
    this.#position = start + length;
    return this.#bytes.subarray(start, this.#position);
  }

  #octet(at) {
    if (at >= this.#bytes.length) throw new PinFormatError('the input ends inside a header');
    return this.#bytes[at];
  }
}

/** The SubjectPublicKeyInfo (RFC 5280 §4.1) as it stands in a DER certificate, whatever kind of key it holds. */
export function spkiOfCertificate(certificate) {
  const input = new DerReader(certificate);
  const outer = new DerReader(input.content(SEQUENCE));
  input.finish();
  const body = new DerReader(outer.content(SEQUENCE));
  outer.skip(SEQUENCE, BIT_STRING); // signatureAlgorithm, signatureValue
  outer.finish();

  body.skipIf(VERSION);
  body.skip(INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE); // serial, signature, issuer, validity, subject
  const spki = body.element(SEQUENCE);
  body.skipIf(ISSUER_UNIQUE_ID, SUBJECT_UNIQUE_ID, EXTENSIONS);
  body.finish();
  requireKey(spki);
  return spki;
}

/** Demands SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }, BIT STRING of whole octets }. */
function requireKey(spki) {
  const body = new DerReader(new DerReader(spki).content(SEQUENCE));
  const algorithm = new DerReader(body.content(SEQUENCE));
  algorithm.skip(OBJECT_IDENTIFIER);
  if (!algorithm.atEnd) algorithm.skipAny();
  algorithm.finish();
  const bits = body.content(BIT_STRING);
  body.finish();
  if (bits.length < 2 || bits[0] !== 0) throw new PinFormatError('the key is not a BIT STRING of whole octets');
}

// ----------------------------------------------------------------------------------------------------- hosts and patterns

/** RFC 1035 §2.3.4: 255 octets on the wire are 253 characters of text. */
const MAX_NAME = 253;
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const NUMBER = /^(?:[0-9]+|0x[0-9a-f]*)$/;

/**
 * The host in its one canonical form, so that no spelling of a name escapes its rule: a lower-case name without a
 * trailing dot; dotted-decimal IPv4; IPv6 as RFC 5952 writes it, without brackets; an IPv4-mapped address is the IPv4
 * address. What has no canonical form is refused, never taken for unlisted.
 *
 * Names are A-labels, as `new URL(…).hostname` gives them. U-labels are refused: Node.js converts them by UTS #46 only,
 * which folds the Kelvin sign, full-width letters and U+3002 into other names.
 *
 * @param {string} text
 * @returns {{ name: string, isAddress: boolean }}
 */
export function parseHost(text) {
  if (requireString('host', text).includes(':') || text.startsWith('[')) {
    return { name: canonicalIPv6(text), isAddress: true };
  }
  const unrooted = text.endsWith('.') ? text.slice(0, -1) : text;
  return isIPv4(unrooted)
    ? { name: unrooted, isAddress: true }
    : { name: canonicalName(text, unrooted), isAddress: false };
}

function canonicalIPv6(text) {
  const bracketed = text.startsWith('[') && text.endsWith(']');
  const address = bracketed ? text.slice(1, -1) : text;
  if (!isIPv6(address) || address.includes('%')) {
    throw new PinFormatError(`host ${quoted(text)} is not an IPv6 address, expected one without port or zone`);
  }
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical);
  return mapped ? mapped.slice(1).map(dottedPair).join('.') : canonical;
}

function dottedPair(group) {
  const value = Number.parseInt(group, 16);
  return `${value >> 8}.${value & 0xff}`;
}

function canonicalName(text, unrooted) {
  const bad = (fault) => new PinFormatError(`host ${quoted(text)} ${fault}, expected a DNS name or an IP address`);
  if (!/^[\0-\x7f]*$/.test(unrooted)) throw bad('has characters beyond ASCII; write its A-labels (xn--…)');
  if (unrooted.length > MAX_NAME) throw bad(`has more than ${MAX_NAME} characters`);
  const name = unrooted.toLowerCase();
  const labels = name.split('.');
  for (const label of labels) {
    if (!LABEL.test(label)) throw bad(`has the malformed label ${quoted(label)}`);
    if (label.startsWith('xn--') && !isPunycode(label.slice(4))) throw bad('has an A-label that is not Punycode');
  }
  if (NUMBER.test(labels.at(-1))) throw bad('looks like an IP address but is not in canonical form');
  return name;
}

/** Whether the decoder of RFC 3492 §6.2 accepts this lower-case text and yields at least one non-ASCII character. */
function isPunycode(text) {
  const delimiter = text.lastIndexOf('-');
  const digits = [...text.slice(delimiter + 1)].map((c) => 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(c));
  if (digits.length === 0 || digits.includes(-1)) return false;
  let length = Math.max(delimiter, 0);
  let [codePoint, i, bias] = [0x80, 0, 72];
  for (let next = 0; next < digits.length;) {
    const before = i;
    for (let weight = 1, k = 36; ; k += 36) {
      if (next === digits.length) return false;
      const digit = digits[next++];
      i += digit * weight;
      const threshold = Math.min(Math.max(k - bias, 1), 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    length++;
    bias = adapt(i - before, length, before === 0);
    codePoint += Math.floor(i / length);
    i = (i % length) + 1;
    if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return false;
  }
  return true;
}

function adapt(distance, length, isFirst) {
  let delta = Math.floor(distance / (isFirst ? 700 : 2));
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
  return k + Math.floor((36 * delta) / (delta + 38));
}

/** Reads `host`, `*.domain` (exactly one label more) or `**.domain` (the domain and all below it) into canonical form. */
export function canonicalPattern(text) {
  const [, wildcard, rest] = /^(\*\*?\.)?(.*)$/s.exec(requireString('host pattern', text));
  const expected = 'expected "host", "*.domain" or "**.domain" with a domain of two labels or more';
  if (rest.includes('*')) {
    throw new PinFormatError(`host pattern ${quoted(text)} has a misplaced wildcard, ${expected}`);
  }
  const { name, isAddress } = parseHost(rest);
  if (wildcard && (isAddress || !name.includes('.'))) {
    const fault = 'puts a wildcard before an IP address or covers a whole top-level domain';
    throw new PinFormatError(`host pattern ${quoted(text)} ${fault}, ${expected}`);
  }
  return (wildcard ?? '') + name;
}

/** Every canonical pattern that covers a parsed host, the most specific first. */
export function* coveringPatterns({ name, isAddress }) {
  yield name;
  if (isAddress) return;
  yield `**.${name}`;
  const labels = name.split('.');
  for (let above = 1; above < labels.length; above++) {
    const domain = labels.slice(above).join('.');
    if (above === 1) yield `*.${domain}`;
    yield `**.${domain}`;
  }
}

// ---------------------------------------------------------------------------------------------------------------- policy

const DATE = /^(\d{4}-\d{2}-\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):([0-5]\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * Nanoseconds since 1970 of `2030-12-31` (its start of day in UTC) or `2030-12-31T12:00:00Z`; nothing else. `Date.parse`
 * would take much more, some of it in local time.
 *
 * @returns {bigint}
 */
export function parseInstant(text) {
  const parts = DATE.exec(requireString('expiry', text)) ?? INSTANT.exec(text) ?? [];
  const [, date, hour = '0', minute = '0', second = '0', fraction = ''] = parts;
  const [sign = '+', offsetHour = '0', offsetMinute = '0'] = parts.slice(6);
  // Date turns the 30th of February into the 2nd of March; only real days come back as they were.
  const midnight = new Date(`${date}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
  const offset = Number(offsetHour) * 60 + Number(offsetMinute);
  if (!isDay || hour > 23 || minute > 59 || offsetMinute > 59 || offset > 18 * 60) {
    const form = 'expected the form 2030-12-31 (start of day in UTC) or 2030-12-31T12:00:00Z';
    throw new PinFormatError(`expiry ${quoted(text)} is neither a date nor an instant, ${form}`);
  }
  const minutes = Number(hour) * 60 + Number(minute) - (sign === '-' ? -offset : offset);
  const milliseconds = midnight.getTime() + (minutes * 60 + Number(second)) * 1000;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/**
 * Reads a rule; {@link PinPolicy} does so itself.
 *
 * @typedef {object} Rule
 * @property {string} hosts `host`, `*.domain` or `**.domain`
 * @property {string[]} pins at least two different ones if the rule is enforced, since the loss of an only key locks every
 *     client out (RFC 7469 §4.3)
 * @property {'enforce' | 'report-only'} [mode]
 * @property {string} [expires] the last instant at which the rule holds, see {@link parseInstant}
 * @property {'fail-open' | 'fail-closed'} [afterExpiry] whether its hosts are accepted or refused from then on
 * @param {Rule} rule
 */
export function parseRule({ hosts, pins, mode = 'enforce', expires, afterExpiry, ...unknown }) {
  const bad = (fault) => new PinFormatError(`rule for ${hosts} ${fault}`);
  requireNone(unknown);
  requireOneOf('mode', mode, 'enforce', 'report-only');
  if ((expires === undefined) !== (afterExpiry === undefined)) {
    throw bad('has one of expires and afterExpiry, expected both or neither');
  }
  if (afterExpiry !== undefined) requireOneOf('afterExpiry', afterExpiry, 'fail-open', 'fail-closed');
  if (!Array.isArray(pins) || pins.length === 0) throw bad('has no pins, expected an array of at least one');
  const rule = {
    hosts,
    pattern: canonicalPattern(hosts),
    pins: new Set(pins.map(parsePin)),
    mode,
    expires: expires === undefined ? undefined : parseInstant(expires),
    afterExpiry,
  };
  if (mode === 'enforce' && rule.pins.size < 2) throw bad('has one pin, expected a second, different one as backup');
  if (mode === 'report-only' && afterExpiry === 'fail-closed') {
    throw bad('is report-only and fail-closed, expected fail-open');
  }
  return Object.freeze(rule);
}

/** Whether the leaf satisfies a pin. A certificate that is not DER satisfies none. */
function satisfies({ pins }, certificate) {
  try {
    return pins.has(spkiPin(certificate)) || pins.has(certificatePin(certificate));
  } catch (error) {
    if (error instanceof PinFormatError) return false;
    throw error;
  }
}

/**
 * What a policy says of a peer that the platform has accepted.
 *
 * @typedef {object} Verdict
 * @property {string} host
 * @property {'match' | 'mismatch' | 'expired' | 'exempt' | 'unlisted'} outcome
 * @property {boolean} accepted
 * @property {Rule} [rule]
 */

/**
 * All rules, the hosts that are exempt from them, and what happens to hosts that neither covers. For any host the most
 * specific rule or exemption applies, alone.
 */
export class PinPolicy {
  /** Rules by pattern; an exemption is a pattern without one. */
  #entries = new Map();
  #unlisted;
  #report;

  /**
   * @param {object} options
   * @param {Rule[]} [options.rules]
   * @param {string[]} [options.exempt] hosts that are unpinned on purpose, such as one below a pinned domain
   * @param {'allow' | 'report' | 'deny'} [options.unlisted] what happens to hosts that no rule or exemption covers
   * @param {(verdict: Verdict) => unknown} [options.report] told every verdict but matches, exempt and allowed unlisted
   *     hosts, after the decision; if it fails, that is a warning and changes no decision
   */
  constructor({ rules = [], exempt = [], unlisted = 'allow', report = warn, ...unknown }) {
    requireNone(unknown);
    this.#unlisted = requireOneOf('unlisted', unlisted, 'allow', 'report', 'deny');
    this.#report = report;
    for (const rule of rules.map(parseRule)) {
      if (this.#entries.has(rule.pattern)) {
        throw new PinFormatError(`${rule.pattern} has two rules, expected one rule that holds all its pins`);
      }
      this.#entries.set(rule.pattern, rule);
    }
    for (const pattern of exempt.map(canonicalPattern)) {
      if (this.#entries.has(pattern)) {
        throw new PinFormatError(`${pattern} is exempt and has a rule or is exempt twice, expected one of them, once`);
      }
      this.#entries.set(pattern, undefined);
    }
    if (rules.length === 0 && unlisted === 'allow') {
      throw new PinFormatError('the policy has no rules and allows unlisted hosts, expected at least one rule');
    }
  }

  /**
   * The verdict on a leaf that the platform has accepted for this host. Without side effects.
   *
   * @param {string} host
   * @param {Uint8Array} certificate DER
   * @param {bigint} [now] nanoseconds since 1970
   * @returns {Verdict}
   */
  judge(host, certificate, now = BigInt(Date.now()) * 1_000_000n) {
    const parsed = parseHost(host);
    const pattern = this.#patternFor(parsed);
    const rule = this.#entries.get(pattern);
    const verdict = (outcome, accepted) => ({ host: parsed.name, outcome, accepted, rule });
    if (pattern === undefined) return verdict('unlisted', this.#unlisted !== 'deny');
    if (!rule) return verdict('exempt', true);
    if (rule.expires !== undefined && now > rule.expires) {
      return verdict('expired', rule.afterExpiry === 'fail-open');
    }
    return satisfies(rule, certificate) ? verdict('match', true) : verdict('mismatch', rule.mode === 'report-only');
  }

  /**
   * Judges and reports.
   *
   * @returns {Error | undefined} the error that refuses the peer, if any; never throws, as Node.js would let a peer pass
   *     whose check has thrown
   */
  check(host, certificate) {
    try {
      const verdict = this.judge(host, certificate);
      const isSilent =
        ['match', 'exempt'].includes(verdict.outcome) || (verdict.outcome === 'unlisted' && this.#unlisted === 'allow');
      if (!isSilent) this.#send(verdict);
      return verdict.accepted ? undefined : new PinMismatchError(verdict);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #patternFor(host) {
    for (const pattern of coveringPatterns(host)) {
      if (this.#entries.has(pattern)) return pattern;
    }
    return undefined;
  }

  async #send(verdict) {
    try {
      await this.#report(verdict);
    } catch (error) {
      process.emitWarning(`the report of ${describe(verdict)} failed: ${error}`, 'PinReportWarning');
    }
  }
}

function warn(verdict) {
  process.emitWarning(describe(verdict), 'PinWarning');
}

function describe({ host, outcome, accepted }) {
  return `${host}: ${outcome}, ${accepted ? 'accepted' : 'refused'}`;
}

function requireString(what, value) {
  if (typeof value !== 'string') throw new PinFormatError(`${what} is ${typeof value}, expected a string`);
  return value;
}

function requireOneOf(option, value, ...values) {
  if (!values.includes(value)) throw new PinFormatError(`${option} is ${value}, expected one of ${values.join(', ')}`);
  return value;
}

/** A misspelt option would be a silent default. */
function requireNone(unknown) {
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new PinFormatError(`there is no option ${quoted(name)}`);
}

function quoted(text) {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}

// ----------------------------------------------------------------------------------------------------------- connections

/**
 * A `checkServerIdentity` for `tls.connect`: the platform's check of the host name, then the pins.
 *
 * It *returns* its error: one that is thrown leaves the handshake, ends the process, or, where an `uncaughtException`
 * handler keeps it alive, lets the request out (nodejs/node#11467). Node.js asks it neither on resumed sessions nor under
 * `rejectUnauthorized: false`; {@link pinnedOptions} and {@link PinnedAgent} take care of both.
 *
 * @param {PinPolicy} policy
 */
export function pinnedServerIdentity(policy) {
  return (host, certificate) => {
    try {
      return tls.checkServerIdentity(host, certificate) ?? policy.check(host, certificate.raw);
    } catch (error) {
      return error;
    }
  };
}

/** Options for `tls.connect` and `http2.connect`, to stand last: `tls.connect({ host, ...pinnedOptions(policy) })`. */
export function pinnedOptions(policy) {
  return { checkServerIdentity: pinnedServerIdentity(policy), rejectUnauthorized: true, session: undefined };
}

/**
 * An `https.Agent` that checks the pins before each request. It resumes no sessions, since Node.js checks none that it
 * resumes; an idle connection is checked again when a request gets it.
 */
export class PinnedAgent extends https.Agent {
  #policy;
  #hosts = new WeakMap();

  /**
   * @param {PinPolicy} policy
   * @param {https.AgentOptions} [options] an agent's options overrule those of a request, so none can lift the pins
   */
  constructor(policy, options = {}) {
    const { checkServerIdentity, rejectUnauthorized = true } = options;
    if (checkServerIdentity || !rejectUnauthorized) {
      throw new PinFormatError('checkServerIdentity and rejectUnauthorized belong to the agent, expected neither');
    }
    super({ ...options, ...pinnedOptions(policy), maxCachedSessions: 0 });
    this.#policy = policy;
  }

  createConnection(options, done) {
    const remember = (socket) => socket && this.#hosts.set(socket, options.servername || options.host);
    // Connections come back at once, or later through a proxy.
    const socket = super.createConnection(options, (error, tunnelled) => {
      remember(tunnelled);
      done?.(error, tunnelled);
    });
    remember(socket);
    return socket;
  }

  reuseSocket(socket, request) {
    super.reuseSocket(socket, request);
    const error = this.#policy.check(this.#hosts.get(socket), socket.getPeerX509Certificate()?.raw);
    if (error) {
      socket.on('error', () => {}); // the request tells of it
      socket.destroy(error);
      request.destroy(error);
    }
  }
}
