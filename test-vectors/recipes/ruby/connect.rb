# frozen_string_literal: true

# tls.connect of the conformance protocol, by Net::HTTP, to an address instead of to DNS.

require 'net/http'

# The connection of the client with this number, until another one is asked for.
KEPT = {} # rubocop:disable Style/MutableConstant

# Sends the request by a connection that the block makes for a host and a port, and tells what came of it.
def connect(question, &make)
  http = connection_of(question, &make)
  http.start unless http.started?
  response = http.get(question['request']['path'])
  { outcome: 'accept', status: response.code.to_i, body: response.body }
rescue PinVerifier::MismatchError => e
  { outcome: 'refuse', stage: 'pins', reason: e.message }
rescue OpenSSL::SSL::SSLError => e
  raise unless /certificate verify failed|hostname|does not match/.match?(e.message)

  { outcome: 'refuse', stage: 'platform', reason: e.message }
ensure
  http.finish if http&.started? && !question['client']
end

def connection_of(question)
  number = question['client']
  KEPT.delete_if { |other, http| other != number && (http.finish if http.started?; true) }
  return KEPT[number] if KEPT.key?(number)

  http = yield(question['host'], question['port'])
  http.ipaddr = question['address']
  http.ca_file = question['caFile']
  http.keep_alive_timeout = 30
  KEPT[number] = http if number
  http
end
