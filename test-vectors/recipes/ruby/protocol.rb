# frozen_string_literal: true

# The conformance protocol: one JSON object per line in, one per line out.

require 'json'

# Answers until the runner says goodbye or closes the pipe.
def serve(hello, operations)
  $stdout.sync = true
  $stdin.each_line do |line|
    message = JSON.parse(line)
    break if message['cmd'] == 'bye'

    puts JSON.generate(message['cmd'] == 'hello' ? { protocol: 1, ops: operations.keys, **hello } : answer(message, operations))
  end
end

# What the verifier refuses is an answer; any other error is a fault.
def answer(message, operations)
  operation = operations[message['op']] or return { seq: message['seq'], skip: "no operation #{message['op']}" }
  { seq: message['seq'], **operation.call(message['input']) }
rescue PinVerifier::FormatError
  { seq: message['seq'], outcome: 'reject' }
rescue StandardError => e
  { seq: message['seq'], error: "#{e.class}: #{e.message}".scrub }
end
