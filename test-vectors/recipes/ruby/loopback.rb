# frozen_string_literal: true

# An authority, its certificates, and TLS servers on loopback that remember what they were sent.

require 'openssl'
require 'socket'

class Authority
  LONG = 30 * 24 * 3600

  attr_reader :certificate

  def initialize
    @key = new_key
    @certificate = certificate_of('Test Root', @key, 'basicConstraints' => 'CA:TRUE', 'keyUsage' => 'keyCertSign')
  end

  # A store that trusts this authority alone.
  def store
    OpenSSL::X509::Store.new.add_cert(certificate)
  end

  # The key and certificate of a server with these alternative names.
  def leaf(names = 'DNS:localhost,IP:127.0.0.1', key = new_key)
    Leaf.new(key, certificate_of('leaf', key, 'subjectAltName' => names, 'basicConstraints' => 'CA:FALSE'))
  end

  def new_key
    OpenSSL::PKey::EC.generate('prime256v1')
  end

  private

  def certificate_of(name, key, extensions)
    made = OpenSSL::X509::Certificate.new
    made.version = 2
    made.serial = OpenSSL::BN.rand(64)
    made.subject = OpenSSL::X509::Name.new([['CN', name]])
    made.issuer = certificate&.subject || made.subject
    made.public_key = key
    made.not_before = Time.now - 60
    made.not_after = Time.now + LONG
    factory = OpenSSL::X509::ExtensionFactory.new
    extensions.each { |id, value| made.add_extension(factory.create_extension(id, value, true)) }
    made.sign(@key, 'SHA256')
  end
end

Leaf = Struct.new(:key, :certificate) do
  # The pin as OpenSSL encodes the key, which shares no code with the verifier.
  def pin
    "sha256/#{OpenSSL::Digest::SHA256.base64digest(key.public_to_der)}"
  end
end

# Answers every request with "ok", and counts connections and resumed sessions.
class Server
  attr_reader :received, :connections, :resumed
  attr_accessor :leaf

  # A server that presents this leaf, until another one is set, and closes each connection after an answer if told to.
  def initialize(leaf, version, closes: false)
    @leaf = leaf
    @version = version
    @closes = closes
    @received = +''
    @connections = @resumed = 0
    @listener = TCPServer.new('127.0.0.1', 0)
    @threads = []
    @accepting = Thread.new { accept }
  end

  def port
    @listener.addr[1]
  end

  # Ends when every connection has ended, so that what was received is final.
  def close
    return if @listener.closed?

    @listener.shutdown
    @accepting.join
    @listener.close
    @threads.each(&:join)
  end

  private

  # One context for as long as the leaf is the same: it is what sessions are resumed in.
  def context
    @contexts ||= {}
    @contexts[leaf] ||= OpenSSL::SSL::SSLContext.new.tap do |made|
      made.min_version = made.max_version = @version
      made.session_id_context = 'loopback'
      made.add_certificate(leaf.certificate, leaf.key)
    end
  end

  def accept
    loop do
      connection = @listener.accept
      @connections += 1
      @threads << Thread.new(connection, context) { |socket, of_leaf| serve(socket, of_leaf) }
    end
  rescue SystemCallError
    nil # closed
  end

  def serve(socket, of_leaf)
    tls = OpenSSL::SSL::SSLSocket.new(socket, of_leaf)
    tls.sync_close = true
    tls.accept
    @resumed += 1 if tls.session_reused?
    until tls.eof?
      @received << tls.readpartial(65_536)
      tls.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") if @received.end_with?("\r\n\r\n")
      break if @closes
    end
  rescue OpenSSL::SSL::SSLError, SystemCallError
    nil # refused by the client
  ensure
    tls&.close
  end
end
