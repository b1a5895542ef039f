/// Public-key pinning in one file: copy it. It needs `package:crypto` and nothing else.
///
/// A pin is `sha256/` and the base64 of SHA-256 over the SubjectPublicKeyInfo, as the bytes stand in the certificate
/// (RFC 7469 §2.4): the same text that `openssl`, OkHttp, Android and Linchpin use.
///
/// Everything that comes from outside is parsed once, strictly, into a value, or refused with a [PinException].
library;

import 'dart:convert';
import 'dart:math';
import 'dart:typed_data';

import 'package:crypto/crypto.dart';

/// Text or bytes that are not what they should be.
final class PinException implements Exception {
  const PinException(this.message);

  final String message;

  @override
  String toString() => 'PinException: $message';
}

// ---- Policy ----

/// All rules, the hosts that are exempt from them, and what happens to hosts that neither covers. The most specific rule or
/// exemption applies, alone.
final class PinPolicy {
  /// Fails if rules or exemptions have the same pattern, or the policy would check nothing.
  ///
  /// Hosts that are [exempt] are unpinned on purpose, such as one below a pinned domain.
  PinPolicy(
    Iterable<PinRule> rules, {
    Iterable<HostPattern> exempt = const [],
    this.unlistedHosts = UnlistedHosts.allow,
  }) {
    for (final rule in rules) {
      if (_entries.containsKey(rule.hosts)) {
        throw PinException('${rule.hosts} has two rules, expected one that holds all its pins');
      }
      _entries[rule.hosts] = rule;
    }
    if (_entries.isEmpty && unlistedHosts == UnlistedHosts.allow) {
      throw const PinException('the policy has no rules and allows unlisted hosts, expected at least one rule');
    }
    for (final hosts in exempt) {
      if (_entries.containsKey(hosts)) {
        throw PinException('$hosts is exempt and has a rule or is exempt twice, expected one of them, once');
      }
      _entries[hosts] = null;
    }
  }

  final UnlistedHosts unlistedHosts;

  /// Rules by pattern; an exemption is a pattern without one.
  final Map<HostPattern, PinRule?> _entries = {};

  /// What the policy says of a peer whose certificate the platform has accepted for this host.
  ///
  /// [certificate] is the DER of the leaf: Dart shows an app no other certificate of the validated path. It is null for a
  /// connection without TLS, which satisfies no rule. Throws if the host is malformed, which is not the same as unlisted:
  /// refuse the connection.
  PinVerdict verdict(String host, Uint8List? certificate, {Instant? now}) {
    final pattern = _patternFor(Hostname.parse(host));
    if (pattern == null) return Unlisted(unlistedHosts);
    return _entries[pattern]?.verdict(certificate, now: now) ?? const Exempt();
  }

  /// The rule that applies to a host; none if an exemption does.
  PinRule? ruleFor(Hostname host) => _entries[_patternFor(host)];

  /// The exact one, or else the one with the longest domain, where `*.` goes before `**.` of the same domain.
  HostPattern? _patternFor(Hostname host) {
    for (final pattern in host._patterns) {
      if (_entries.containsKey(pattern)) return pattern;
    }
    return null;
  }
}

/// Some hosts, their pins, and what to do when a peer has none of them.
final class PinRule {
  /// Fails if a pin is malformed, there are no pins, an enforced rule has no second pin as backup, or a rule that is only
  /// reported should fail closed.
  PinRule(this.hosts, Iterable<String> pins, {this.mode = EnforcementMode.enforce, this.expiry})
    : pins = Pin.parseSet(pins) {
    if (mode == EnforcementMode.enforce && this.pins.length < 2) {
      throw PinException('the rule for $hosts has one pin, expected a second, different one as backup');
    }
    if (mode == EnforcementMode.reportOnly && expiry?.then == AfterExpiry.failClosed) {
      throw PinException('the rule for $hosts refuses nothing, expected it to fail open');
    }
  }

  final HostPattern hosts;
  final Set<Pin> pins;
  final EnforcementMode mode;
  final Expiry? expiry;

  /// As [PinPolicy.verdict], for a host that this rule covers.
  PinVerdict verdict(Uint8List? certificate, {Instant? now}) {
    if (expiry case final expiry? when (now ?? Instant.now()).compareTo(expiry.last) > 0) {
      return Expired(expiry.then);
    }
    try {
      if (certificate != null) {
        if (Pin.match(pins, certificate) case final pin?) return Matched(pin);
      }
    } on PinException {
      // The platform reads a key in this certificate that is not there for us: no pin matches it.
    }
    return mode == EnforcementMode.enforce ? const Mismatch() : const ReportedMismatch();
  }
}

/// What a policy says of a peer.
sealed class PinVerdict {
  const PinVerdict(this._text, {required this.isAccepted, required this.isReported});

  final String _text;

  /// Whether the connection may go on.
  final bool isAccepted;

  /// Whether somebody should hear of it.
  final bool isReported;

  @override
  String toString() => _text;
}

final class Matched extends PinVerdict {
  const Matched(this.pin) : super('a pin matches', isAccepted: true, isReported: false);

  final Pin pin;
}

final class Mismatch extends PinVerdict {
  const Mismatch() : super('no pin matches', isAccepted: false, isReported: true);
}

final class ReportedMismatch extends PinVerdict {
  const ReportedMismatch() : super('no pin matches, which is only reported', isAccepted: true, isReported: true);
}

final class Expired extends PinVerdict {
  const Expired(this.then) : super('the rule has expired', isAccepted: then == AfterExpiry.failOpen, isReported: true);

  final AfterExpiry then;
}

final class Exempt extends PinVerdict {
  const Exempt() : super('the host is exempt', isAccepted: true, isReported: false);
}

final class Unlisted extends PinVerdict {
  const Unlisted(this.policy)
    : super(
        'no rule covers the host',
        isAccepted: policy != UnlistedHosts.deny,
        isReported: policy != UnlistedHosts.allow,
      );

  final UnlistedHosts policy;
}

enum EnforcementMode { enforce, reportOnly }

enum AfterExpiry { failOpen, failClosed }

enum UnlistedHosts { allow, report, deny }

// ---- Pins ----

/// What a certificate has to be: a SHA-256 hash of its public key, or of all of it. Equal by canonical text.
final class Pin {
  /// Reads `sha256/…` or `cert-sha256/…` and 32 bytes in canonical, padded base64. Anything else fails, the all-zero
  /// placeholder included.
  factory Pin.parse(String text) {
    final match = _form.firstMatch(text);
    if (match == null) {
      throw const PinException(
        'the pin has not the form sha256/… or cert-sha256/… with 43 characters of base64 and one "=" '
        '(base64url is not accepted)',
      );
    }
    // One spelling per hash: 43 characters hold two bits more than 32 bytes, and those have to be zero.
    final base64Text = match[2]!;
    if (!'AEIMQUYcgkosw048'.contains(base64Text[42])) {
      throw const PinException('the pin has non-zero bits behind its last byte, expected canonical base64');
    }
    if (base64.decode(base64Text).every((byte) => byte == 0)) {
      throw const PinException('the pin is the all-zero placeholder, expected the hash of a real key');
    }
    return Pin._(text);
  }

  /// The pin of the public key in a DER certificate.
  factory Pin.ofCertificateKey(Uint8List certificate) => Pin._hash(_keyPrefix, subjectPublicKeyInfo(certificate));

  /// The pin of a DER SubjectPublicKeyInfo.
  factory Pin.ofKey(Uint8List info) {
    _requireSubjectPublicKeyInfo(info);
    return Pin._hash(_keyPrefix, info);
  }

  Pin._hash(String prefix, Uint8List bytes) : this._(prefix + base64.encode(sha256.convert(bytes).bytes));

  const Pin._(this._text);

  static const _keyPrefix = 'sha256/';
  static const _certificatePrefix = 'cert-sha256/';
  static final _form = RegExp('^($_keyPrefix|$_certificatePrefix)([A-Za-z0-9+/]{43}=)\$');

  final String _text;

  /// Reads pins; repeated ones count once. Fails if one is malformed or there are none.
  static Set<Pin> parseSet(Iterable<String> texts) {
    final pins = texts.map(Pin.parse).toSet();
    if (pins.isEmpty) {
      throw const PinException('there are no pins, expected at least one');
    }
    return pins;
  }

  /// The pin of the set that a DER certificate satisfies, if any. Fails if it is no certificate.
  static Pin? match(Set<Pin> pins, Uint8List certificate) =>
      pins.lookup(Pin.ofCertificateKey(certificate)) ?? pins.lookup(Pin._hash(_certificatePrefix, certificate));

  @override
  bool operator ==(Object other) => other is Pin && _text == other._text;

  @override
  int get hashCode => _text.hashCode;

  @override
  String toString() => _text;
}

// ---- Certificates ----

/// The SubjectPublicKeyInfo of a DER certificate (RFC 5280 §4.1), as the very bytes that stand there.
Uint8List subjectPublicKeyInfo(Uint8List der) {
  final input = _DerReader(der);
  final certificate = input.enter(_Tag.sequence);
  input.end();
  final body = certificate.enter(_Tag.sequence);
  certificate
    ..skip(_Tag.sequence) // signatureAlgorithm
    ..skip(_Tag.bitString) // signature
    ..end();
  body
    ..skipIfPresent(_Tag.version)
    ..skip(_Tag.integer) // serialNumber
    ..skip(_Tag.sequence) // signature
    ..skip(_Tag.sequence) // issuer
    ..skip(_Tag.sequence) // validity
    ..skip(_Tag.sequence); // subject
  final info = body.element(_Tag.sequence);
  body
    ..skipIfPresent(_Tag.issuerUniqueId)
    ..skipIfPresent(_Tag.subjectUniqueId)
    ..skipIfPresent(_Tag.extensions)
    ..end();
  _requireSubjectPublicKeyInfo(info);
  return info;
}

void _requireSubjectPublicKeyInfo(Uint8List der) {
  final input = _DerReader(der);
  final info = input.enter(_Tag.sequence);
  input.end();
  final algorithm = info.enter(_Tag.sequence)..skip(_Tag.objectIdentifier);
  if (!algorithm.isAtEnd) {
    algorithm.skipAny(); // parameters
  }
  algorithm.end();
  final bits = info.content(_Tag.bitString);
  info.end();
  if (bits.length < 2 || bits.first != 0) {
    throw const PinException('the key is not a BIT STRING of whole octets');
  }
}

enum _Tag {
  integer(0x02),
  bitString(0x03),
  objectIdentifier(0x06),
  sequence(0x30),
  issuerUniqueId(0x81),
  subjectUniqueId(0x82),
  version(0xa0),
  extensions(0xa3);

  const _Tag(this.octet);

  final int octet;
}

/// A strict reader of DER (X.690 §10): definite, minimal lengths, one-byte tags, nothing past the end of what encloses it.
final class _DerReader {
  _DerReader(this._bytes);

  final Uint8List _bytes;
  int _position = 0;

  bool get isAtEnd => _position == _bytes.length;

  /// Steps over the next element and reads what is inside.
  _DerReader enter(_Tag tag) => _DerReader(content(tag));

  Uint8List content(_Tag tag) {
    _expect(tag);
    return _next();
  }

  /// The next element, tag and length included.
  Uint8List element(_Tag tag) {
    final start = _position;
    skip(tag);
    return Uint8List.sublistView(_bytes, start, _position);
  }

  void skip(_Tag tag) => content(tag);

  void skipAny() => _next();

  void skipIfPresent(_Tag tag) {
    if (_nextIs(tag)) _next();
  }

  void end() {
    if (!isAtEnd) {
      throw PinException('${_bytes.length - _position} unexpected bytes at the end of an element');
    }
  }

  bool _nextIs(_Tag tag) => !isAtEnd && _bytes[_position] == tag.octet;

  void _expect(_Tag tag) {
    if (!_nextIs(tag)) {
      throw PinException('no ${tag.name} where one is expected');
    }
  }

  Uint8List _next() {
    if (_octet() & 0x1f == 0x1f) {
      throw const PinException('a tag of several bytes');
    }
    final length = _length();
    if (length > _bytes.length - _position) {
      throw const PinException('an element ends past the end of what encloses it');
    }
    return Uint8List.sublistView(_bytes, _position, _position += length);
  }

  /// Up to three octets: no certificate in TLS is larger than 2^24-1 bytes (RFC 8446 §4.4.2).
  int _length() {
    final first = _octet();
    if (first < 0x80) return first;
    final octets = first & 0x7f;
    if (octets == 0 || octets > 3) {
      throw const PinException('no definite length of at most three octets');
    }
    var length = 0;
    for (var i = 0; i < octets; i++) {
      length = length << 8 | _octet();
    }
    if (length < 0x80 || length >> 8 * (octets - 1) == 0) {
      throw const PinException('a length is not minimal');
    }
    return length;
  }

  int _octet() {
    if (isAtEnd) {
      throw const PinException('the input ends inside a header');
    }
    return _bytes[_position++];
  }
}

// ---- Hosts ----

/// A host in its one canonical form, so that no spelling escapes its rule: lower-case ASCII without a trailing dot,
/// dotted-decimal IPv4, or IPv6 as RFC 5952 writes it. What has no such form is refused, never treated as unlisted.
///
/// Dart has no IDNA conversion: write and pass A-labels (`xn--…`).
final class Hostname {
  factory Hostname.parse(String text) {
    if (!_ascii.hasMatch(text)) {
      throw const PinException(
        'the host has a character that no host has; write A-labels (xn--…) for others than ASCII',
      );
    }
    final lower = text.toLowerCase(); // ASCII only by now, and the same in every locale.
    if (lower.contains(':') || lower.startsWith('[')) {
      return Hostname._(_canonicalIPv6(lower), isAddress: true);
    }
    final unrooted = lower.endsWith('.') ? lower.substring(0, lower.length - 1) : lower;
    if (_parseIPv4(unrooted) != null) {
      return Hostname._(unrooted, isAddress: true);
    }
    _requireDnsName(unrooted);
    return Hostname._(unrooted, isAddress: false);
  }

  const Hostname._(this._text, {required this.isAddress});

  static final _ascii = RegExp(r'^[A-Za-z0-9_.:\[\]-]*$');

  final String _text;
  final bool isAddress;

  /// The patterns that cover this host, the most specific first.
  Iterable<HostPattern> get _patterns sync* {
    yield HostPattern._(_Scope.exact, this);
    if (isAddress) return;
    yield HostPattern._(_Scope.subtree, this);
    var scopes = [_Scope.oneLabel, _Scope.subtree];
    for (var domain = _parent; domain != null; domain = domain._parent) {
      for (final scope in scopes) {
        yield HostPattern._(scope, domain);
      }
      scopes = [_Scope.subtree];
    }
  }

  /// The domain one label up, if there is one.
  Hostname? get _parent => switch (_text.indexOf('.')) {
    -1 => null,
    final dot => Hostname._(_text.substring(dot + 1), isAddress: false),
  };

  @override
  bool operator ==(Object other) => other is Hostname && _text == other._text;

  @override
  int get hashCode => _text.hashCode;

  @override
  String toString() => _text;
}

/// The hosts that a rule covers: `api.example.com` alone; `*.example.com`, one label more; or `**.example.com`, the domain
/// and everything below it, as `includeSubdomains` on Android.
final class HostPattern {
  /// Fails if the host is malformed, or a wildcard stands anywhere but alone in front of two labels or more.
  factory HostPattern.parse(String text) {
    final scope = _Scope.values.firstWhere((scope) => text.startsWith(scope.prefix));
    final base = Hostname.parse(text.substring(scope.prefix.length));
    if (scope != _Scope.exact && (base.isAddress || base._parent == null)) {
      throw PinException('$text puts a wildcard before an address or covers a whole top-level domain');
    }
    return HostPattern._(scope, base);
  }

  const HostPattern._(this._scope, this._base);

  final _Scope _scope;
  final Hostname _base;

  bool matches(Hostname host) => host._patterns.contains(this);

  @override
  bool operator ==(Object other) => other is HostPattern && _scope == other._scope && _base == other._base;

  @override
  int get hashCode => Object.hash(_scope, _base);

  @override
  String toString() => '${_scope.prefix}$_base';
}

enum _Scope {
  subtree('**.'),
  oneLabel('*.'),
  exact('');

  const _Scope(this.prefix);

  final String prefix;
}

final _label = RegExp(r'^(?!-)[a-z0-9_-]{1,63}(?<!-)$');
final _number = RegExp(r'^([0-9]+|0x[0-9a-f]*)$');

/// Letters, digits, hyphens and underscores, in labels of 1 to 63 and names of up to 253 characters (RFC 1035 §2.3.4).
void _requireDnsName(String name) {
  if (name.length > 253) {
    throw const PinException('the host has more than 253 characters');
  }
  final labels = name.split('.');
  if (!labels.every(_label.hasMatch)) {
    throw const PinException(
      'the host has a label that is empty, too long, or not of letters, digits and inner hyphens',
    );
  }
  if (labels.any((label) => label.startsWith('xn--') && !_isPunycode(label.substring(4)))) {
    throw const PinException('the host has an A-label that is not Punycode');
  }
  // URL Standard §3.5: what ends in a number is meant as an IPv4 address.
  if (_number.hasMatch(labels.last)) {
    throw const PinException('the host looks like an IP address but is not in canonical form');
  }
}

/// Whether the decoder of RFC 3492 §6.2 accepts this label, of at most 59 characters, and yields a non-ASCII character.
bool _isPunycode(String text) {
  final delimiter = text.lastIndexOf('-');
  final digits = text.substring(delimiter + 1).codeUnits.iterator;
  var length = max(delimiter, 0);
  var more = digits.moveNext();
  if (!more) return false;
  var codePoint = 0x80;
  var index = 0;
  var bias = 72;
  while (more) {
    final before = index;
    var weight = 1;
    for (var k = 36; ; k += 36) {
      if (!more) return false;
      final digit = _punycodeDigit(digits.current);
      more = digits.moveNext();
      if (digit == null) return false;
      index += digit * weight;
      if (index > 0x7fffffff) return false;
      final threshold = (k - bias).clamp(1, 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    length++;
    bias = _adaptedBias(index - before, length, isFirst: before == 0);
    codePoint += index ~/ length;
    index = index % length + 1;
    final isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
    if (codePoint > 0x10ffff || isSurrogate) return false;
  }
  return true;
}

int? _punycodeDigit(int character) => switch (character) {
  >= 0x61 && <= 0x7a => character - 0x61, // a to z
  >= 0x30 && <= 0x39 => character - 0x30 + 26, // 0 to 9
  _ => null,
};

int _adaptedBias(int delta, int length, {required bool isFirst}) {
  var d = isFirst ? delta ~/ 700 : delta ~/ 2;
  d += d ~/ length;
  var k = 0;
  for (; d > 455; k += 36) {
    d ~/= 35;
  }
  return k + 36 * d ~/ (d + 38);
}

final _decimalOctet = RegExp(r'^(0|[1-9][0-9]{0,2})$');
final _hexGroup = RegExp(r'^[0-9a-f]{1,4}$');

/// Four decimal numbers without leading zeros, as two groups of 16 bits.
List<int>? _parseIPv4(String text) {
  final parts = text.split('.');
  if (parts.length != 4 || !parts.every(_decimalOctet.hasMatch)) return null;
  final [a, b, c, d] = parts.map(int.parse).toList();
  return [a, b, c, d].any((octet) => octet > 255) ? null : [a << 8 | b, c << 8 | d];
}

/// RFC 4291 §2.2, with or without brackets, to RFC 5952 §4; an IPv4-mapped address is the IPv4 address.
String _canonicalIPv6(String text) {
  final isOpen = text.startsWith('[');
  final groups = isOpen == text.endsWith(']') ? _parseIPv6(isOpen ? text.substring(1, text.length - 1) : text) : null;
  if (groups == null) {
    throw const PinException('the host is not an IPv6 address, expected one without port or zone');
  }
  if (groups case [0, 0, 0, 0, 0, 0xffff, final high, final low]) {
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  }
  final (start, end) = _longestZeroRun(groups);
  String hex(List<int> part) => part.map((group) => group.toRadixString(16)).join(':');
  return end - start < 2 ? hex(groups) : '${hex(groups.sublist(0, start))}::${hex(groups.sublist(end))}';
}

/// The eight groups, one run of zeros written as `::`, the last two perhaps as IPv4.
List<int>? _parseIPv6(String text) {
  final gap = text.indexOf('::');
  if (gap < 0) {
    final groups = _parseGroups(text);
    return groups?.length == 8 ? groups : null;
  }
  final front = text.substring(0, gap);
  final head = front.contains('.') ? null : _parseGroups(front);
  final tail = _parseGroups(text.substring(gap + 2));
  if (head == null || tail == null || head.length + tail.length > 7) return null;
  return [...head, for (var i = head.length + tail.length; i < 8; i++) 0, ...tail];
}

List<int>? _parseGroups(String text) {
  if (text.isEmpty) return [];
  final words = text.split(':');
  final embedded = _parseIPv4(words.last);
  if (embedded != null) words.removeLast();
  if (!words.every(_hexGroup.hasMatch)) return null;
  return [for (final word in words) int.parse(word, radix: 16), ...?embedded];
}

/// Where the first of the longest runs of zeros starts and ends.
(int, int) _longestZeroRun(List<int> groups) {
  var longest = (0, 0);
  for (var start = 0; start < groups.length; start++) {
    var end = start;
    while (end < groups.length && groups[end] == 0) {
      end++;
    }
    if (end - start > longest.$2 - longest.$1) longest = (start, end);
  }
  return longest;
}

// ---- Time ----

/// The end of a rule. The last instant itself still belongs to it.
final class Expiry {
  Expiry.parse(String text, {required this.then}) : last = Instant.parse(text);

  final Instant last;
  final AfterExpiry then;
}

/// A point in time to the nanosecond; a `DateTime` knows microseconds, or milliseconds on the web.
final class Instant implements Comparable<Instant> {
  factory Instant.now() => Instant.of(DateTime.now());

  factory Instant.of(DateTime time) {
    final microseconds = time.microsecondsSinceEpoch;
    final fraction = microseconds % Duration.microsecondsPerSecond;
    return Instant._((microseconds - fraction) ~/ Duration.microsecondsPerSecond, fraction * 1000);
  }

  /// Reads `2030-12-31`, meaning its start of day in UTC, or `2030-12-31T12:00:00Z`, with a fraction of up to nine digits
  /// and an offset (RFC 3339 §5.6) if need be. Nothing that merely begins like one, and no day that does not exist, both
  /// of which `DateTime.parse` would take.
  factory Instant.parse(String text) {
    final match = _form.firstMatch(text);
    if (match == null) throw _bad;
    int number(String name) => int.parse(match.namedGroup(name) ?? '0');
    final (month, day) = (number('month'), number('day'));
    final date = DateTime.utc(number('year'), month, day);
    final (hour, minute, second) = (number('hour'), number('minute'), number('second'));
    final (offsetHour, offsetMinute) = (number('offsetHour'), number('offsetMinute'));
    final exists = date.month == month && date.day == day && hour < 24 && minute < 60 && second < 60;
    final offset = offsetHour * 60 + offsetMinute;
    // The largest offset is that of ISO 8601 libraries: 18 hours.
    if (!exists || offsetMinute > 59 || offset > 18 * 60) throw _bad;
    final east = match.namedGroup('sign') == '-' ? -offset : offset;
    return Instant._(
      date.millisecondsSinceEpoch ~/ 1000 + (hour * 60 + minute - east) * 60 + second,
      int.parse((match.namedGroup('fraction') ?? '').padRight(9, '0')),
    );
  }

  const Instant._(this._seconds, this._nanoseconds);

  static const _bad = PinException(
    'the expiry is neither a date nor an instant, expected 2030-12-31 or 2030-12-31T12:00:00Z',
  );
  static final _form = RegExp(
    r'^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})'
    r'(T(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?'
    r'(Z|(?<sign>[+-])(?<offsetHour>[0-9]{2}):(?<offsetMinute>[0-9]{2})))?$',
  );

  final int _seconds;
  final int _nanoseconds;

  @override
  int compareTo(Instant other) => switch (_seconds.compareTo(other._seconds)) {
    0 => _nanoseconds.compareTo(other._nanoseconds),
    final order => order,
  };
}
