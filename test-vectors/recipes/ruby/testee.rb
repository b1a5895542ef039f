# frozen_string_literal: true

# Puts the questions of the conformance protocol to pin_verifier.rb.

require_relative 'connect'
require_relative 'pin_verifier'
require_relative 'protocol'

ANY_PINS = %w[
  sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=
  sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=
].freeze
HOST = 'host.test'

def der(text)
  text.unpack1('m0')
end

# The certificate, if it is one: to the verifier any other bytes are a peer that satisfies no pin.
def readable(text)
  certificate = der(text)
  PinVerifier.spki_of_certificate(certificate)
  certificate
end

OPERATIONS = {
  'spki.hash' => lambda { |given|
    spki = given['spki']
    { outcome: 'ok', pin: spki ? PinVerifier.spki_pin_of_key(der(spki)) : PinVerifier.spki_pin(der(given['certificate'])) }
  },
  'pin.parse' => lambda { |given|
    PinVerifier.parse_pin(given['text'])
    { outcome: 'ok' }
  },
  'pinset.parse' => lambda { |given|
    { outcome: 'ok', size: PinVerifier::Rule.new(HOST, given['pins'], mode: given['mode'] || 'enforce').pins.length }
  },
  'host.match' => lambda { |given|
    pattern = PinVerifier.canonical_pattern(given['pattern'])
    covered = PinVerifier.covering_patterns(PinVerifier.parse_host(given['host'])).include?(pattern)
    { outcome: covered ? 'match' : 'no-match' }
  },
  'policy.select' => lambda { |given|
    rules = given['rules'].map { |hosts| PinVerifier::Rule.new(hosts, ANY_PINS) }
    policy = PinVerifier::Policy.new(*rules, exempt: given['exemptions'] || [], unlisted: given['unlisted'])
    verdict = policy.judge(given['host'], nil)
    next { outcome: 'match', rule: verdict.rule.hosts } if verdict.rule

    { outcome: verdict.accepted? ? verdict.outcome : 'reject' }
  },
  'pin.leaf' => lambda { |given|
    policy = PinVerifier::Policy.new(PinVerifier::Rule.new(HOST, given['pins'], mode: 'report-only'))
    { outcome: policy.judge(HOST, readable(given['certificate'])).outcome }
  },
  'policy.decide' => lambda { |given|
    rule = given['rule'].transform_keys { |key| key == 'afterExpiry' ? :after_expiry : key.to_sym }
    rule.delete(:after_expiry) unless rule[:expires]
    policy = PinVerifier::Policy.new(PinVerifier::Rule.new(HOST, rule.delete(:pins), **rule))
    next { outcome: 'reject' } if given['platform'] == 'refused'

    verdict = policy.judge(HOST, readable(given['certificate']), PinVerifier.parse_instant(given['now']))
    next { outcome: verdict.accepted? ? 'expired' : 'reject' } if verdict.outcome == 'expired'

    { outcome: verdict.outcome == 'mismatch' && verdict.accepted? ? 'report' : verdict.outcome }
  },
  'tls.connect' => lambda { |given|
    policy = PinVerifier::Policy.new(PinVerifier::Rule.new(given['pattern'], given['pins']))
    connect(given) { |host, port| PinVerifier.http(policy, host, port, nil) }
  }
}.freeze

serve(
  {
    impl: { name: 'ruby-fixed', version: '1', language: 'ruby' },
    features: %w[cert-pin expiry exempt keep-client],
    choices: {
      'public-suffix-pattern' => 'refuse',
      'placeholder-pin' => 'refuse',
      'prefix-case' => 'refuse',
      'backup-pin' => 'required',
      'overlap' => 'most-specific',
      'underscore' => 'accept',
      'date-only' => 'start-of-day',
      'idna-deviation' => 'refuse'
    }
  },
  OPERATIONS
)
