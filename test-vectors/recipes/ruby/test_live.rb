# frozen_string_literal: true

# The half of pin_verifier.rb that connects, against TLS servers on loopback.

require 'minitest/autorun'
require_relative 'loopback'
require_relative 'pin_verifier'

class LiveTest < Minitest::Test
  AUTHORITY = Authority.new
  LEAF = AUTHORITY.leaf
  WRONG = %w[
    sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=
    sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=
  ].freeze
  RIGHT = [LEAF.pin, WRONG[0]].freeze
  VERSIONS = [OpenSSL::SSL::TLS1_2_VERSION, OpenSSL::SSL::TLS1_3_VERSION].freeze

  def setup
    @reports = []
    @opened = []
  end

  def policy(pins, hosts = 'localhost', **options)
    PinVerifier::Policy.new(PinVerifier::Rule.new(hosts, pins, **options)) { |verdict| @reports << verdict }
  end

  def http(server, policy, host = 'localhost')
    made = PinVerifier.http(policy, host, server.port, nil)
    made.ipaddr = '127.0.0.1'
    made.cert_store = AUTHORITY.store
    made.keep_alive_timeout = 30
    @opened << made
    made
  end

  def get(http)
    http.start unless http.started?
    http.get('/', 'Authorization' => 'Bearer secret').body
  end

  # Servers of both versions of TLS, one after the other.
  def each_server(leaf = LEAF, **options)
    VERSIONS.each do |version|
      server = Server.new(leaf, version, **options)
      yield server
    ensure
      @opened.each { |http| http.finish if http.started? }
      server&.close
    end
  end

  # Demands this error, and that the server is then known to have received nothing.
  def assert_refused(server, http, error = PinVerifier::MismatchError)
    raised = assert_raises(error) { get(http) }
    server.close
    assert_equal '', server.received
    raised
  end

  def test_lets_requests_pass_to_a_pinned_key
    each_server do |server|
      connection = http(server, policy(RIGHT))
      2.times { assert_equal 'ok', get(connection) }
      connection.finish
      assert_equal 1, server.connections
    end
  end

  def test_sends_nothing_to_another_key
    each_server do |server|
      error = assert_refused(server, http(server, policy(WRONG)))
      assert_equal %w[localhost mismatch], [error.verdict.host, error.verdict.outcome]
    end
  end

  # Net::HTTP resumes by itself, and no callback is asked then: the pins hold all the same.
  def test_checks_a_session_that_is_resumed
    each_server(closes: true) do |server|
      connection = http(server, policy(RIGHT))
      2.times { assert_equal 'ok', get(connection) }
      assert_equal 1, server.resumed
      connection.finish
      sent = server.received.length
      assert_raises(PinVerifier::MismatchError) { get(PinVerifier.pin(connection, policy(WRONG))) }
      server.close
      assert_equal [2, sent], [server.resumed, server.received.length]
    end
  end

  # The impostor lets the client try again, and would resume what it has shaken hands for before.
  def test_does_not_offer_the_session_of_a_refused_peer_again
    each_server do |server|
      connection = http(server, policy(WRONG))
      3.times { assert_raises(PinVerifier::MismatchError) { get(connection) } }
      assert_refused(server, connection)
      assert_equal [4, 0], [server.connections, server.resumed]
    end
  end

  def test_checks_the_peer_that_declines_to_resume
    each_server(closes: true) do |server|
      connection = http(server, policy(RIGHT))
      assert_equal 'ok', get(connection)
      server.leaf = AUTHORITY.leaf
      before = server.received.length
      assert_raises(PinVerifier::MismatchError) { get(connection) }
      assert_equal before, server.received.length
      connection.finish
    end
  end

  def test_checks_the_second_request_on_a_kept_alive_connection
    each_server do |server|
      connection = http(server, policy(RIGHT, expires: '2100-01-01', after_expiry: 'fail-closed'))
      assert_equal 'ok', get(connection)
      sent = server.received.length
      clock = Process.method(:clock_gettime)
      later = ->(id, unit = :float_second) { unit == :nanosecond ? PinVerifier.parse_instant('2100-01-02') : clock.call(id, unit) }
      Process.stub(:clock_gettime, later) { assert_raises(PinVerifier::MismatchError) { get(connection) } }
      connection.finish
      server.close
      assert_equal sent, server.received.length
    end
  end

  def test_refuses_a_pinned_key_under_another_host_name
    elsewhere = AUTHORITY.leaf('DNS:other.example')
    each_server(elsewhere) do |server|
      error = assert_refused(server, http(server, policy([elsewhere.pin, WRONG[0]])), OpenSSL::SSL::SSLError)
      refute_kind_of PinVerifier::MismatchError, error
    end
  end

  def test_refuses_a_pinned_key_from_an_unknown_authority
    each_server do |server|
      connection = http(server, policy(RIGHT))
      connection.cert_store = OpenSSL::X509::Store.new
      error = assert_refused(server, connection, OpenSSL::SSL::SSLError)
      refute_kind_of PinVerifier::MismatchError, error
    end
  end

  def test_refuses_connections_that_verify_too_little
    weak = [
      ->(http) { http.verify_mode = OpenSSL::SSL::VERIFY_NONE },
      ->(http) { http.verify_hostname = false },
      ->(http) { http.verify_callback = ->(*) { true } }
    ]
    weak.each do |weaken|
      each_server do |server|
        connection = http(server, policy(RIGHT))
        weaken.call(connection)
        assert_match(/verifies no chain or no host name/, assert_refused(server, connection, OpenSSL::SSL::SSLError).message)
      end
    end
  end

  def test_sends_nothing_in_clear_text_to_a_pinned_host
    each_server do |server|
      connection = http(server, policy(RIGHT))
      connection.use_ssl = false
      assert_refused(server, connection)
    end
  end

  def test_knows_hosts_by_any_spelling_and_addresses_by_their_number
    [%w[api.localhost API.Localhost], %w[127.0.0.1 127.0.0.1]].each do |hosts, host|
      each_server(AUTHORITY.leaf('DNS:api.localhost,IP:127.0.0.1')) do |server|
        assert_refused(server, http(server, policy(WRONG, hosts), host))
      end
    end
  end

  def test_denies_unlisted_hosts_if_told_to
    each_server do |server|
      denying = PinVerifier::Policy.new(unlisted: 'deny') { |verdict| @reports << verdict }
      assert_equal 'unlisted', assert_refused(server, http(server, denying)).verdict.outcome
    end
  end

  def test_decides_the_same_whatever_becomes_of_the_report
    failing = PinVerifier::Policy.new(PinVerifier::Rule.new('localhost', WRONG)) { raise 'sink down' }
    each_server do |server|
      _, warned = capture_io { assert_refused(server, http(server, failing)) }
      assert_match(/the report of localhost: mismatch, refused failed: sink down/, warned)
    end
  end
end
