# frozen_string_literal: true

# Puts tls.connect of the conformance protocol to code that `linchpin emit ruby` has written, with the files in the folder that
# LINCHPIN_EMITTED names. Of that code it uses what a user would.

require_relative 'connect'
require_relative 'protocol'
require File.join(ENV.fetch('LINCHPIN_EMITTED'), 'pins')

serve(
  { impl: { name: 'emitted-ruby', version: RUBY_VERSION, language: 'ruby' }, features: ['keep-client'] },
  { 'tls.connect' => ->(given) { connect(given) { |host, port| Pins.http(host, port, nil) } } }
)
