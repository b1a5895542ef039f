/** Puts the questions of the conformance protocol to pin-verifier.mjs and bundle-verifier.mjs. */

import * as bundles from './bundle-verifier.mjs';
import { connect } from './connect.mjs';
import * as verifier from './pin-verifier.mjs';
import { serve } from './protocol.mjs';

const ANY_PINS = [
  'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
  'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
];
const HOST = 'host.test';

const operations = {
  'spki.hash': ({ certificate, spki }) => ({
    outcome: 'ok',
    pin: spki === undefined ? verifier.spkiPin(der(certificate)) : verifier.spkiPinOfKey(der(spki)),
  }),
  'pin.parse': ({ text }) => ({ outcome: verifier.parsePin(text) && 'ok' }),
  'pinset.parse': ({ pins, mode }) => ({
    outcome: 'ok',
    size: verifier.parseRule({ hosts: HOST, pins, mode }).pins.size,
  }),
  'host.match': ({ pattern, host }) => {
    const canonical = verifier.canonicalPattern(text(pattern));
    const covering = [...verifier.coveringPatterns(verifier.parseHost(text(host)))];
    return { outcome: covering.includes(canonical) ? 'match' : 'no-match' };
  },
  'policy.select': ({ rules, exemptions, unlisted, host }) => {
    const pinned = rules.map((hosts) => ({ hosts, pins: ANY_PINS }));
    const { rule, outcome, accepted } = new verifier.PinPolicy({ rules: pinned, exempt: exemptions, unlisted }).judge(host);
    if (rule) return { outcome: 'match', rule: rule.hosts };
    return { outcome: accepted ? outcome : 'reject' };
  },
  'pin.leaf': ({ certificate, pins }) => {
    const policy = new verifier.PinPolicy({ rules: [{ hosts: HOST, pins, mode: 'report-only' }] });
    return { outcome: policy.judge(HOST, readable(certificate)).outcome };
  },
  'policy.decide': ({ rule: { afterExpiry, ...rule }, now, certificate, platform }) => {
    const expiry = rule.expires === undefined ? {} : { afterExpiry };
    const policy = new verifier.PinPolicy({ rules: [{ hosts: HOST, ...rule, ...expiry }] });
    if (platform === 'refused') return { outcome: 'reject' };
    const { outcome, accepted } = policy.judge(HOST, readable(certificate), verifier.parseInstant(now));
    if (outcome === 'expired') return { outcome: accepted ? 'expired' : 'reject' };
    return { outcome: outcome === 'mismatch' && accepted ? 'report' : outcome };
  },
  'bundle.verify': ({ document, keys, threshold, audience, now, adopted }) => {
    const { version, keys: after } = bundles.verifyBundle(Buffer.from(document), {
      keys: keys.map(der),
      threshold,
      audience,
      adopted: adopted === undefined ? undefined : bundles.readUnverified(Buffer.from(adopted)),
      now: new Date(now),
    });
    return { outcome: 'ok', version: String(version), keys: after.map(bundles.keyId).sort() };
  },
  'tls.connect': ({ pattern, pins, client, ...question }) => {
    const policy = new verifier.PinPolicy({ rules: [{ hosts: pattern, pins }] });
    return connect(
      question,
      (common) => ({ agent: agentOf(client, policy, common) }),
      (error) => error instanceof verifier.PinMismatchError,
    );
  },
};

let kept;

/** The agent of this client, which is kept until another one is asked for; without a number it sends nothing else. */
function agentOf(client, policy, options) {
  if (kept && kept.client !== client) {
    kept.agent.destroy();
    kept = undefined;
  }
  if (client === undefined) return new verifier.PinnedAgent(policy, options);
  kept ??= { client, agent: new verifier.PinnedAgent(policy, { ...options, keepAlive: true }) };
  return kept.agent;
}

/** The certificate, if it is one: to the verifier any other bytes are a peer that satisfies no pin. */
function readable(base64) {
  const certificate = der(base64);
  verifier.spkiOfCertificate(certificate);
  return certificate;
}

function der(base64) {
  return Buffer.from(base64, 'base64');
}

/** A text, or what JSON cannot carry as its code units. */
function text(value) {
  return typeof value === 'string' ? value : String.fromCharCode(...value.utf16);
}

/** What the verifier refuses is an answer; any other error is a fault. */
function refusals(operation) {
  return (input) => {
    try {
      return operation(input);
    } catch (error) {
      if (error instanceof verifier.PinFormatError || error instanceof bundles.BundleError) return { outcome: 'reject' };
      throw error;
    }
  };
}

await serve(
  {
    impl: { name: 'node-fixed', version: '1', language: 'node' },
    features: ['cert-pin', 'expiry', 'utf16', 'exempt', 'keep-client', 'ed25519'],
    choices: {
      'public-suffix-pattern': 'refuse',
      'placeholder-pin': 'refuse',
      'prefix-case': 'refuse',
      'backup-pin': 'required',
      overlap: 'most-specific',
      underscore: 'accept',
      'date-only': 'start-of-day',
      'idna-deviation': 'refuse',
    },
  },
  Object.fromEntries(Object.entries(operations).map(([op, operation]) => [op, refusals(operation)])),
);
