# frozen_string_literal: true

# Pins for Ruby 3.0 or newer, written by `linchpin emit ruby`. Beside pin_verifier.rb, it needs the standard library alone:
#
#   require_relative 'pins'
#
#   Pins.http('api.example.com').start do |http|
#     puts http.get('/').body
#   end
#
# Guaranteed: a peer without a pinned key sees no byte of a request; the platform's own checks (chain, dates, host name) come first and are
# never replaced; a resumed session is checked like any other, although Net::HTTP resumes by itself, and that of a peer that was refused is
# not offered again; a connection that is kept open is checked again before each request.
#
# Not possible here, and why: only the leaf's key counts, since Ruby does not say which chain it verified, so pin leaf keys; what makes a
# Net::HTTP of its own, such as open-uri or Faraday, is not pinned.
#
# Not as in the policy: single.example.com is left out and not pinned: Ruby Net::HTTP takes no rule with a single pin.

require_relative 'pin_verifier'

# The hosts that are pinned, and connections to them.
module Pins
  POLICY = PinVerifier::Policy.new(
    PinVerifier::Rule.new(
      'api.example.com',
      [
        # leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
    ),
    PinVerifier::Rule.new(
      '*.example.org',
      [
        # leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
        'sha256/hxqRlPTu1bMS/0DITB1SSu0vd4u/8l8TjPgfaAp63Gc=',
      ],
    ),
    PinVerifier::Rule.new(
      'xn--bcher-kva.example',
      [
        # leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
    ),
    PinVerifier::Rule.new(
      '192.0.2.7',
      [
        # leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
    ),
    PinVerifier::Rule.new(
      '2001:db8::7',
      [
        # leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
    ),
    PinVerifier::Rule.new(
      'certificate.example.net',
      [
        # leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        'cert-sha256/Vr1ooMHlBeXwJWMSNiQZ8QRr3wvsGbgZyZ0R0mVBbWc=',
      ],
    ),
    PinVerifier::Rule.new(
      '**.tree.example.com',
      [
        # leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
      expires: '2030-12-31T00:00:00Z',
      after_expiry: 'fail-open',
    ),
    PinVerifier::Rule.new(
      'closed.example.com',
      [
        # leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
      expires: '2030-12-31T12:00:00Z',
      after_expiry: 'fail-closed',
    ),
    PinVerifier::Rule.new(
      'watched.example.com',
      [
        # leaf, CN=api.example.com, until 2027-02-19
        'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
        # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      ],
      mode: 'report-only',
    ),
    exempt: [
      'cdn.tree.example.com',
    ],
    unlisted: 'deny',
  )

  # A Net::HTTP over TLS that pins; set on it what else it needs, such as ca_file, and start it. The proxy is given as to Net::HTTP.new.
  def self.http(host, port = Net::HTTP.https_default_port, *proxy)
    PinVerifier.http(POLICY, host, port, *proxy)
  end
end
