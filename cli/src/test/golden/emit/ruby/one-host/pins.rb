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
  )

  # A Net::HTTP over TLS that pins; set on it what else it needs, such as ca_file, and start it. The proxy is given as to Net::HTTP.new.
  def self.http(host, port = Net::HTTP.https_default_port, *proxy)
    PinVerifier.http(POLICY, host, port, *proxy)
  end
end
