# frozen_string_literal: true

# Public-key pinning for Net::HTTP: one file to copy, nothing but the standard library, Ruby 3.0 or newer.
#
#   policy = PinVerifier::Policy.new(
#     PinVerifier::Rule.new('api.example.com', ['sha256/x4Qz…Td4=', 'sha256/58qR…nNU=']), # active and backup
#   )
#   http = PinVerifier.http(policy, 'api.example.com')
#   http.start { http.post('/payments', body) } # a peer without a pinned key sees no byte of this
#
# Pins come on top of the checks of the platform (chain, dates, host name), never in their place: connections that leave those out are
# refused. Only the leaf certificate is compared, since Ruby does not hand out the chain that was verified. The meaning of pins, patterns and
# expiries is Linchpin's (docs/semantics.md), held to its vectors.

require 'date'
require 'digest'
require 'ipaddr'
require 'net/http'
require 'openssl'

module PinVerifier
  # Text or bytes that are not what they should be. The message says what was found and what was expected.
  class FormatError < ArgumentError
  end

  # The policy refuses the peer. Whoever handles TLS errors handles this one.
  class MismatchError < OpenSSL::SSL::SSLError
    attr_reader :verdict

    def initialize(verdict)
      super("pin check failed for #{verdict}")
      @verdict = verdict
    end
  end

  # ------------------------------------------------------------------------------------------------------------- pins

  module_function

  # The pin sha256/… (RFC 7469 §2.4) of the key in a DER certificate; it survives renewals that keep the key.
  #
  # The hash is over the bytes as they stand in the certificate. public_key.public_to_der encodes anew, with other bytes for RSA keys without
  # NULL parameters.
  def spki_pin(certificate)
    'sha256/' + Digest::SHA256.base64digest(spki_of_certificate(certificate))
  end

  # The pin sha256/… of a DER SubjectPublicKeyInfo.
  def spki_pin_of_key(spki)
    reader = DerReader.new(spki)
    reader.element(SEQUENCE)
    reader.finish
    require_key(spki)
    'sha256/' + Digest::SHA256.base64digest(spki)
  end

  # The pin cert-sha256/… of a whole DER certificate; every renewal changes it, so prefer spki_pin.
  def certificate_pin(certificate)
    spki_of_certificate(certificate)
    'cert-sha256/' + Digest::SHA256.base64digest(certificate)
  end

  # The text itself, if it is sha256/ or cert-sha256/ and 32 bytes of canonical base64 (RFC 4648 §3.5).
  def parse_pin(text)
    prefix = %w[sha256/ cert-sha256/].find { |known| text.start_with?(known) }
    raise FormatError, "pin #{quoted(text)} has no known prefix, expected \"sha256/\" or \"cert-sha256/\"" unless prefix

    hash = decode64(text.delete_prefix(prefix))
    # The decoder overlooks unused bits; the encoder writes none.
    unless hash&.bytesize == 32 && [hash].pack('m0') == text.delete_prefix(prefix)
      raise FormatError, "pin #{quoted(text)} is not 32 bytes in canonical form, expected 43 characters of base64 and one \"=\""
    end
    raise FormatError, "pin #{text} is the all-zero placeholder, expected the hash of a real key" if hash == "\0" * 32

    text
  end

  def decode64(text)
    text.unpack1('m0')
  rescue ArgumentError
    nil
  end

  def quoted(text)
    text[0, 120].scrub.dump
  end

  # -------------------------------------------------------------------------------------------------------------- DER

  INTEGER, BIT_STRING, OBJECT_IDENTIFIER, SEQUENCE = 0x02, 0x03, 0x06, 0x30
  VERSION, ISSUER_UNIQUE_ID, SUBJECT_UNIQUE_ID, EXTENSIONS = 0xa0, 0x81, 0x82, 0xa3

  # A strict reader of DER (X.690 §10): definite, minimal lengths; one-byte tags; nothing past the enclosing end.
  class DerReader
    # No certificate in a TLS 1.3 handshake is larger: cert_data<1..2^24-1>, RFC 8446 §4.4.2.
    MAX_BYTES = 2**24 - 1

    def initialize(bytes)
      raise FormatError, "expected at most #{MAX_BYTES} bytes of DER, as many as TLS can carry" if bytes.bytesize > MAX_BYTES

      @bytes = bytes.b
      @position = 0
    end

    def at_end?
      @position == @bytes.bytesize
    end

    def finish
      raise FormatError, "#{@bytes.bytesize - @position} bytes too many behind the last element" unless at_end?
    end

    def skip(*tags)
      tags.each { |tag| element(tag) }
    end

    def skip_if(*tags)
      tags.each { |tag| element(tag) if @bytes.getbyte(@position) == tag }
    end

    def skip_any
      element(@bytes.getbyte(@position))
    end

    # Steps over the next element, which must have this tag, and returns it with its header.
    def element(tag)
      start = @position
      content(tag)
      @bytes.byteslice(start...@position)
    end

    # Steps over the next element, which must have this tag, and returns what is inside.
    def content(tag)
      if at_end? || @bytes.getbyte(@position) != tag || tag & 0x1f == 0x1f
        raise FormatError, 'the bytes are not DER of the expected structure'
      end

      start, length = long_length(@position + 2, octet(@position + 1))
      raise FormatError, 'an element ends past the end of what encloses it' if length > @bytes.bytesize - start

      @position = start + length
      @bytes.byteslice(start, length)
    end

    private

    def long_length(start, first)
      return [start, first] if first < 0x80

      octets = first & 0x7f
      raise FormatError, 'an element has an indefinite or excessive length' unless octets.between?(1, 3)

      length = (start...start + octets).reduce(0) { |sum, at| sum << 8 | octet(at) }
      raise FormatError, 'an element has a length that is not minimal' if length < 0x80 || (length >> 8 * (octets - 1)).zero?

      [start + octets, length]
    end

    def octet(at)
      @bytes.getbyte(at) || raise(FormatError, 'the input ends inside a header')
    end
  end

  # The SubjectPublicKeyInfo (RFC 5280 §4.1) as it stands in a DER certificate, whatever kind of key it holds.
  def spki_of_certificate(certificate)
    input = DerReader.new(certificate)
    outer = DerReader.new(input.content(SEQUENCE))
    input.finish
    body = DerReader.new(outer.content(SEQUENCE))
    outer.skip(SEQUENCE, BIT_STRING) # signatureAlgorithm, signatureValue
    outer.finish

    body.skip_if(VERSION)
    body.skip(INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE) # serial, signature, issuer, validity, subject
    spki = body.element(SEQUENCE)
    body.skip_if(ISSUER_UNIQUE_ID, SUBJECT_UNIQUE_ID, EXTENSIONS)
    body.finish
    require_key(spki)
    spki
  end

  # Demands SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }, BIT STRING of whole octets }.
  def require_key(spki)
    body = DerReader.new(DerReader.new(spki).content(SEQUENCE))
    algorithm = DerReader.new(body.content(SEQUENCE))
    algorithm.skip(OBJECT_IDENTIFIER)
    algorithm.skip_any unless algorithm.at_end?
    algorithm.finish
    bits = body.content(BIT_STRING)
    body.finish
    raise FormatError, 'the key is not a BIT STRING of whole octets' unless bits.bytesize >= 2 && bits.getbyte(0).zero?
  end

  # ------------------------------------------------------------------------------------------------ hosts and patterns

  # A host in its one canonical form.
  Host = Struct.new(:name, :address?) do
    alias_method :to_s, :name
  end

  # RFC 1035 §2.3.4: 255 octets on the wire are 253 characters of text.
  MAX_NAME = 253
  LABEL = /\A(?!-)[a-z0-9_-]{1,63}(?<!-)\z/.freeze
  NUMBER = /\A(?:[0-9]+|0x[0-9a-f]*)\z/.freeze
  IPV4 = /\A(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!\z)|\z)){4}\z/.freeze

  # The host in canonical form, so that no spelling of a name escapes its rule: a lower-case name without a trailing dot; dotted-decimal IPv4;
  # IPv6 without brackets; an IPv4-mapped address is the IPv4 address. What has no canonical form is refused, never taken for unlisted, and so
  # are U-labels, for which the standard library has no conversion.
  def parse_host(text)
    raise bad_host(text, 'has characters beyond ASCII; write its A-labels (xn--…)') unless text.ascii_only?
    return Host.new(canonical_ipv6(text), true) if text.include?(':') || text.start_with?('[')

    unrooted = text.delete_suffix('.')
    IPV4.match?(unrooted) ? Host.new(unrooted, true) : Host.new(canonical_name(text, unrooted), false)
  end

  def canonical_ipv6(text)
    bare = text.start_with?('[') && text.end_with?(']') ? text[1..-2] : text
    raise IPAddr::InvalidAddressError unless /\A[0-9A-Fa-f:.]+\z/.match?(bare)

    address = IPAddr.new(bare, Socket::AF_INET6)
    (address.ipv4_mapped? ? address.native : address).to_s
  rescue IPAddr::Error
    raise FormatError, "host #{quoted(text)} is not an IPv6 address, expected one without port or zone"
  end

  def canonical_name(text, unrooted)
    raise bad_host(text, "has more than #{MAX_NAME} characters") if unrooted.length > MAX_NAME

    labels = unrooted.downcase.split('.', -1)
    raise bad_host(text, 'is empty') if labels.empty?

    labels.each do |label|
      raise bad_host(text, "has the malformed label #{quoted(label)}") unless LABEL.match?(label)
      raise bad_host(text, 'has an A-label that is not Punycode') if label.start_with?('xn--') && !punycode?(label[4..])
    end
    raise bad_host(text, 'looks like an IP address but is not in canonical form') if NUMBER.match?(labels.last)

    labels.join('.')
  end

  def bad_host(text, fault)
    FormatError.new("host #{quoted(text)} #{fault}, expected a DNS name or an IP address")
  end

  # Whether the decoder of RFC 3492 §6.2 accepts this lower-case text and yields at least one non-ASCII character.
  def punycode?(text)
    literals, _, encoded = text.rpartition('-')
    digits = encoded.chars.map { |c| [*'a'..'z', *'0'..'9'].index(c) }
    return false if digits.empty? || digits.include?(nil)

    length, code_point, i, bias = literals.length, 0x80, 0, 72
    until digits.empty?
      before = i
      weight = 1
      36.step(by: 36) do |k|
        digit = digits.shift or return false
        i += digit * weight
        threshold = (k - bias).clamp(1, 26)
        break if digit < threshold

        weight *= 36 - threshold
      end
      length += 1
      bias = adapt(i - before, length, before.zero?)
      added, i = i.divmod(length)
      code_point += added
      i += 1
      return false if code_point > 0x10ffff || code_point.between?(0xd800, 0xdfff)
    end
    true
  end

  def adapt(distance, length, is_first)
    delta = distance / (is_first ? 700 : 2)
    delta += delta / length
    k = 0
    while delta > 455
      delta /= 35
      k += 36
    end
    k + 36 * delta / (delta + 38)
  end

  # Reads host, *.domain (exactly one label more) or **.domain (the domain and all below it).
  def canonical_pattern(text)
    wildcard = %w[**. *.].find { |known| text.start_with?(known) } || ''
    host = parse_host(text.delete_prefix(wildcard))
    if wildcard != '' && (host.address? || !host.name.include?('.'))
      raise FormatError, "host pattern #{quoted(text)} puts a wildcard before an IP address or covers a whole top-level domain, " \
                         'expected "host", "*.domain" or "**.domain" with a domain of two labels or more'
    end
    wildcard + host.name
  end

  # Every canonical pattern that covers the host, the most specific first.
  def covering_patterns(host)
    return [host.name] if host.address?

    labels = host.name.split('.')
    above = (1...labels.length).map { |from| labels.drop(from).join('.') }
    [host.name, "**.#{host.name}", *above.take(1).map { |domain| "*.#{domain}" }, *above.map { |domain| "**.#{domain}" }]
  end

  # ------------------------------------------------------------------------------------------------------------ policy

  INSTANT = /\A([0-9]{4})-([0-9]{2})-([0-9]{2})
    (?:T([0-9]{2}):([0-9]{2}):([0-5][0-9])(?:\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-9]{2})))?\z/x.freeze

  # Nanoseconds since 1970 of 2030-12-31 (its start of day in UTC) or 2030-12-31T12:00:00Z; nothing else.
  def parse_instant(text)
    parts = INSTANT.match(text.scrub)
    year, month, day, hour, minute, second = parts ? parts[1..6].map(&:to_i) : []
    offset_hour, offset_minute = parts ? parts[9..10].map(&:to_i) : []
    unless parts && Date.valid_date?(year, month, day, Date::GREGORIAN) && hour <= 23 && minute <= 59 && offset_minute <= 59 &&
           offset_hour * 60 + offset_minute <= 18 * 60
      raise FormatError, "expiry #{quoted(text)} is neither a date nor an instant, " \
                         'expected the form 2030-12-31 (start of day in UTC) or 2030-12-31T12:00:00Z'
    end

    days = (Date.new(year, month, day, Date::GREGORIAN) - Date.new(1970, 1, 1, Date::GREGORIAN)).to_i
    offset = (offset_hour * 60 + offset_minute) * (parts[8] == '-' ? -1 : 1)
    seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second
    seconds * 1_000_000_000 + (parts[7] || '').ljust(9, '0').to_i
  end

  # Some hosts, the pins they must present, and what to do when they do not.
  #
  # An enforced rule has at least two different pins, since the loss of an only key locks every client out (RFC 7469 §4.3). mode is 'enforce' or
  # 'report-only'; expires (see parse_instant) is the last instant at which the rule holds, and after_expiry says whether its hosts are accepted
  # ('fail-open') or refused ('fail-closed') from then on.
  class Rule
    attr_reader :hosts, :pattern, :pins, :mode, :expires, :after_expiry

    def initialize(hosts, pins, mode: 'enforce', expires: nil, after_expiry: nil)
      @hosts = hosts
      @pattern = PinVerifier.canonical_pattern(hosts)
      @pins = pins.map { |pin| PinVerifier.parse_pin(pin) }.uniq.freeze
      @mode = PinVerifier.one_of('mode', mode, 'enforce', 'report-only')
      @expires = expires && PinVerifier.parse_instant(expires)
      @after_expiry = after_expiry && PinVerifier.one_of('after_expiry', after_expiry, 'fail-open', 'fail-closed')
      fault = faults.first
      raise FormatError, "rule for #{hosts} #{fault}" if fault

      freeze
    end

    # Whether the leaf satisfies a pin. A certificate that is not DER satisfies none.
    def satisfied_by?(certificate)
      pins.include?(PinVerifier.spki_pin(certificate)) || pins.include?(PinVerifier.certificate_pin(certificate))
    rescue FormatError
      false
    end

    private

    def faults
      [
        ('has one of expires and after_expiry, expected both or neither' if expires.nil? != after_expiry.nil?),
        ('has no pins, expected at least one' if pins.empty?),
        ('has one pin, expected a second, different one as backup' if mode == 'enforce' && pins.length < 2),
        ('is report-only and fail-closed, expected fail-open' if mode == 'report-only' && after_expiry == 'fail-closed')
      ].compact
    end
  end

  # What a policy says of a peer that the platform has accepted: match, mismatch, expired, exempt or unlisted.
  Verdict = Struct.new(:host, :outcome, :accepted?, :rule) do
    def to_s
      "#{host}: #{outcome}, #{accepted? ? 'accepted' : 'refused'}"
    end
  end

  # All rules, the hosts that are exempt from them, and what happens to hosts that neither covers.
  #
  # For any host the most specific rule or exemption applies, alone. exempt are patterns of hosts that are unpinned on purpose; unlisted is
  # 'allow', 'report' or 'deny'. The block is told every verdict but matches, exempt and allowed unlisted hosts; what it raises becomes a warning
  # and changes no decision.
  class Policy
    def initialize(*rules, exempt: [], unlisted: 'allow', &report)
      @unlisted = PinVerifier.one_of('unlisted', unlisted, 'allow', 'report', 'deny')
      @report = report || ->(verdict) { warn("pins: #{verdict}") }
      @entries = {} # by pattern; nil is an exemption
      rules.each { |rule| add(rule.pattern, rule) }
      exempt.each { |hosts| add(PinVerifier.canonical_pattern(hosts), nil) }
      return unless rules.empty? && unlisted == 'allow'

      raise FormatError, 'the policy has no rules and allows unlisted hosts, expected at least one rule'
    end

    # The verdict on a leaf that the platform has accepted for this host; no certificate stands for clear text. Without side effects.
    def judge(host, certificate, now = Process.clock_gettime(Process::CLOCK_REALTIME, :nanosecond))
      parsed = PinVerifier.parse_host(host)
      pattern = PinVerifier.covering_patterns(parsed).find { |covering| @entries.key?(covering) }
      rule = @entries[pattern]
      return Verdict.new(parsed.name, 'unlisted', @unlisted != 'deny') unless pattern
      return Verdict.new(parsed.name, 'exempt', true) unless rule
      return Verdict.new(parsed.name, 'expired', rule.after_expiry == 'fail-open', rule) if rule.expires && now > rule.expires
      return Verdict.new(parsed.name, 'match', true, rule) if certificate && rule.satisfied_by?(certificate)

      Verdict.new(parsed.name, 'mismatch', rule.mode == 'report-only', rule)
    end

    # Judges, reports, and raises MismatchError if the verdict is a refusal.
    def check(host, certificate)
      verdict = judge(host, certificate)
      silent = %w[match exempt].include?(verdict.outcome) || (verdict.outcome == 'unlisted' && @unlisted == 'allow')
      report(verdict) unless silent
      raise MismatchError, verdict unless verdict.accepted?
    end

    private

    def add(pattern, rule)
      raise FormatError, "#{pattern} has two rules or exemptions, expected one" if @entries.key?(pattern)

      @entries[pattern] = rule
    end

    def report(verdict)
      @report.call(verdict)
    rescue StandardError => e
      warn("pins: the report of #{verdict} failed: #{e.message}")
    end
  end

  def one_of(option, value, *values)
    values.include?(value) ? value : raise(FormatError, "#{option} is #{value.inspect}, expected one of #{values.join(', ')}")
  end

  # ------------------------------------------------------------------------------------------------------- connections

  # A Net::HTTP over TLS that pins: PinVerifier.http(policy, host).start { |http| … }
  def http(policy, host, port = Net::HTTP.https_default_port, *proxy)
    connection = Net::HTTP.new(host, port, *proxy)
    connection.use_ssl = true
    pin(connection, policy)
  end

  # The same connection, which from now on checks the pins before each request, also of peers that it resumes a session with.
  def pin(connection, policy)
    raise ArgumentError, 'the connection is open, expected one that is not' if connection.started?

    connection.extend(Pinned)
    connection.instance_variable_set(:@pin_policy, policy)
    connection
  end

  # Net::HTTP resumes sessions by itself, and asks verify_callback about none of them. The certificate of the peer is part of a session, though:
  # it is checked as soon as a connection is made, in whatever way, and again before each request on it.
  module Pinned
    private

    def connect
      require_verification if use_ssl?
      super
      check_pins
    rescue StandardError
      @ssl_session = nil # if it is that of a peer that was refused, it is not offered again
      raise
    end

    # Connects anew if it has to.
    def begin_transport(request)
      super
      check_pins
    end

    def check_pins
      @pin_policy.check(address, peer_cert&.to_der) # clear text has none
    rescue StandardError
      @socket.close
      @ssl_session = nil
      raise
    end

    def require_verification
      weak = verify_mode && (verify_mode & OpenSSL::SSL::VERIFY_PEER).zero?
      return unless weak || verify_hostname == false || verify_callback

      raise OpenSSL::SSL::SSLError, 'the connection verifies no chain or no host name, or lets a callback decide, expected neither'
    end
  end
end
