// Public-key pinning in one file: copy it.
//
// A pin is "sha256/" and the base64 of SHA-256 over the SubjectPublicKeyInfo, as the bytes stand in the certificate
// (RFC 7469 §2.4): the same text that `openssl`, OkHttp, Android and Linchpin use. No table of ASN.1 headers is needed, and
// no key type is special.
//
// Everything that comes from outside is parsed once, strictly, into a value, or refused with a `PinError`. Text has to be
// ASCII before it is compared: to Swift, strings are equal when Unicode says so, and "\u{212A}" (Kelvin sign) equals "K".

import Foundation

#if canImport(CryptoKit)
    import CryptoKit
#elseif canImport(Crypto)
    import Crypto  // swift-crypto, if the package depends on it
#else
    import COpenSSL  // the module map beside this file; needs OpenSSL's headers
#endif

/// Text or bytes that are not what they should be.
struct PinError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

// MARK: - Policy

/// All rules, the hosts that are exempt from them, and what happens to hosts that neither covers. The most specific rule or
/// exemption applies, alone.
struct PinPolicy: Sendable {
    private enum Entry { case rule(PinRule), exempt }

    let unlistedHosts: UnlistedHosts
    private let entries: [HostPattern: Entry]

    /// Fails if rules or exemptions have the same pattern, or the policy would check nothing.
    ///
    /// - Parameter exempt: hosts that are unpinned on purpose, such as one below a pinned domain.
    init(
        _ rules: [PinRule], exempt: [HostPattern] = [], unlistedHosts: UnlistedHosts = .allow
    ) throws(PinError) {
        var table: [HostPattern: Entry] = [:]
        for rule in rules where table.updateValue(.rule(rule), forKey: rule.hosts) != nil {
            throw PinError("\(rule.hosts) has two rules, expected one that holds all its pins")
        }
        if table.isEmpty && unlistedHosts == .allow {
            throw PinError("the policy has no rules and allows unlisted hosts, expected at least one rule")
        }
        for hosts in exempt where table.updateValue(.exempt, forKey: hosts) != nil {
            throw PinError("\(hosts) is exempt and has a rule or is exempt twice, expected one of them, once")
        }
        self.entries = table
        self.unlistedHosts = unlistedHosts
    }

    /// What the policy says of a peer.
    ///
    /// - Parameter path: DER certificates, leaf first, of a path that the platform has *validated* for this host, as
    ///   `SecTrustCopyCertificateChain` returns after `SecTrustEvaluateWithError`. Never what the peer merely sent: anyone
    ///   can send your certificate along (CVE-2016-2402).
    /// - Throws: if the host is malformed, which is not the same as unlisted. Refuse the connection.
    func verdict(host: String, path: [[UInt8]], now: Instant = .now) throws(PinError) -> PinVerdict {
        switch entry(for: try Hostname(host)) {
        case .rule(let rule): return rule.verdict(path: path, now: now)
        case .exempt: return .exempt
        case nil: return .unlisted(unlistedHosts)
        }
    }

    /// The rule that applies to a host; none if an exemption does.
    func rule(for host: Hostname) -> PinRule? {
        if case .rule(let rule) = entry(for: host) { rule } else { nil }
    }

    /// The exact one, or else the one with the longest domain, where `*.` goes before `**.` of the same domain.
    private func entry(for host: Hostname) -> Entry? {
        if let entry = entries[HostPattern(.exact, host)] { return entry }
        if host.isAddress { return nil }
        if let entry = entries[HostPattern(.subtree, host)] { return entry }
        var domain = host
        var scopes: [HostPattern.Scope] = [.oneLabel, .subtree]
        while let parent = domain.parent {
            for scope in scopes {
                if let entry = entries[HostPattern(scope, parent)] { return entry }
            }
            domain = parent
            scopes = [.subtree]
        }
        return nil
    }
}

/// Some hosts, their pins, and what to do when a peer has none of them.
struct PinRule: Sendable {
    let hosts: HostPattern
    let pins: Set<Pin>
    let mode: EnforcementMode
    let expiry: Expiry?

    /// Fails if a pin is malformed, there are no pins, an enforced rule has no second pin as backup, or a rule that is only
    /// reported should fail closed.
    init(
        _ hosts: HostPattern, pins: [String], mode: EnforcementMode = .enforce, expiry: Expiry? = nil
    ) throws(PinError) {
        self.hosts = hosts
        self.pins = try Pin.parseSet(pins)
        self.mode = mode
        self.expiry = expiry
        if mode == .enforce && self.pins.count < 2 {
            throw PinError("the rule for \(hosts) has one pin, expected a second, different one as backup")
        }
        if mode == .reportOnly && expiry?.then == .failClosed {
            throw PinError("the rule for \(hosts) refuses nothing, expected it to fail open")
        }
    }

    /// As `PinPolicy.verdict`, for a host that this rule covers.
    func verdict(path: [[UInt8]], now: Instant) -> PinVerdict {
        if let expiry, now > expiry.last { return .expired(expiry.then) }
        for certificate in path {
            do {
                if let pin = try Pin.match(pins, certificate: certificate) { return .matched(pin) }
            } catch {
                break  // Nothing to skip over: the platform calls this path valid, and yet it cannot be read.
            }
        }
        return mode == .enforce ? .mismatch : .reportedMismatch
    }
}

enum PinVerdict: Hashable, Sendable {
    case matched(Pin)
    case mismatch
    case reportedMismatch
    case expired(AfterExpiry)
    case exempt
    case unlisted(UnlistedHosts)

    /// Whether the connection may go on.
    var isAccepted: Bool {
        switch self {
        case .matched, .reportedMismatch, .expired(.failOpen), .exempt, .unlisted(.allow), .unlisted(.report): true
        case .mismatch, .expired(.failClosed), .unlisted(.deny): false
        }
    }

    /// Whether somebody should hear of it.
    var isReported: Bool {
        switch self {
        case .matched, .exempt, .unlisted(.allow): false
        case .mismatch, .reportedMismatch, .expired, .unlisted: true
        }
    }
}

enum EnforcementMode: Sendable { case enforce, reportOnly }

enum AfterExpiry: Sendable { case failOpen, failClosed }

enum UnlistedHosts: Sendable { case allow, report, deny }

// MARK: - Pins

/// What a certificate has to be: a SHA-256 hash of its public key, or of all of it. Equal by canonical text.
struct Pin: Hashable, Sendable, CustomStringConvertible {
    let description: String

    private static let keyPrefix = "sha256/"
    private static let certificatePrefix = "cert-sha256/"

    /// Reads `sha256/…` or `cert-sha256/…` and 32 bytes in canonical, padded base64. Anything else fails, the all-zero
    /// placeholder included. `Data(base64Encoded:)` would take several spellings of a hash.
    init(_ text: String) throws(PinError) {
        guard isASCII(text), let match = text.wholeMatch(of: /(?:cert-)?sha256\/([A-Za-z0-9+\/]{42})([A-Za-z0-9+\/])=/)
        else {
            throw PinError(
                "the pin has not the form sha256/… or cert-sha256/… with 43 characters of base64 and one \"=\""
                    + " (base64url is not accepted)")
        }
        // One spelling per hash: 43 characters hold two bits more than 32 bytes, and those have to be zero.
        guard "AEIMQUYcgkosw048".contains(match.2) else {
            throw PinError("the pin has non-zero bits behind its last byte, expected canonical base64")
        }
        guard (match.1 + match.2).contains(where: { $0 != "A" }) else {
            throw PinError("the pin is the all-zero placeholder, expected the hash of a real key")
        }
        description = text
    }

    /// The pin of the public key in a DER certificate.
    init(publicKeyOf certificate: [UInt8]) throws(PinError) {
        self.init(Pin.keyPrefix, hashOf: try SubjectPublicKeyInfo(certificate: certificate).bytes)
    }

    /// The pin of a DER SubjectPublicKeyInfo.
    init(publicKey info: [UInt8]) throws(PinError) {
        self.init(Pin.keyPrefix, hashOf: try SubjectPublicKeyInfo(info).bytes)
    }

    private init(_ prefix: String, hashOf bytes: ArraySlice<UInt8>) {
        description = prefix + Data(sha256(bytes)).base64EncodedString()
    }

    /// Reads pins; repeated ones count once. Fails if one is malformed or there are none.
    static func parseSet(_ texts: [String]) throws(PinError) -> Set<Pin> {
        var pins: Set<Pin> = []
        for text in texts {
            pins.insert(try Pin(text))
        }
        if pins.isEmpty {
            throw PinError("there are no pins, expected at least one")
        }
        return pins
    }

    /// The pin of the set that a DER certificate satisfies, if any. Fails if it is no certificate.
    static func match(_ pins: Set<Pin>, certificate: [UInt8]) throws(PinError) -> Pin? {
        let candidates = [try Pin(publicKeyOf: certificate), Pin(Pin.certificatePrefix, hashOf: certificate[...])]
        return candidates.first(where: pins.contains)
    }
}

private func isASCII(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 }
}

private func sha256(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    #if canImport(CryptoKit) || canImport(Crypto)
        return Array(SHA256.hash(data: bytes))
    #else
        var hash = [UInt8](repeating: 0, count: 32)
        let done = bytes.withUnsafeBufferPointer {
            EVP_Digest($0.baseAddress, $0.count, &hash, nil, EVP_sha256(), nil)
        }
        precondition(done == 1, "OpenSSL has no SHA-256")
        return hash
    #endif
}

// MARK: - Certificates

/// A SubjectPublicKeyInfo (RFC 5280 §4.1) as the very bytes that stand in the certificate. Asking the platform for the key
/// and encoding that again gives other bytes for some keys, and for `SecKeyCopyExternalRepresentation` for all.
struct SubjectPublicKeyInfo {
    let bytes: ArraySlice<UInt8>
    /// The algorithm's object identifier, without tag and length.
    let algorithm: ArraySlice<UInt8>
    /// What the BIT STRING holds, without the count of unused bits.
    let key: ArraySlice<UInt8>

    /// Fails if the bytes are not exactly one DER certificate.
    init(certificate der: [UInt8]) throws(PinError) {
        var input = DERReader(der[...])
        var certificate = DERReader(try input.read(.sequence))
        try input.end()
        var body = DERReader(try certificate.read(.sequence))
        _ = try certificate.read(.sequence)  // signatureAlgorithm
        _ = try certificate.read(.bitString)  // signature
        try certificate.end()

        _ = try body.readIfPresent(.version)
        _ = try body.read(.integer)  // serialNumber
        _ = try body.read(.sequence)  // signature
        _ = try body.read(.sequence)  // issuer
        _ = try body.read(.sequence)  // validity
        _ = try body.read(.sequence)  // subject
        let info = try body.readElement(.sequence)
        _ = try body.readIfPresent(.issuerUniqueID)
        _ = try body.readIfPresent(.subjectUniqueID)
        _ = try body.readIfPresent(.extensions)
        try body.end()
        try self.init(info)
    }

    /// Fails if the bytes are not exactly one DER SubjectPublicKeyInfo.
    init(_ der: some Sequence<UInt8>) throws(PinError) {
        bytes = ArraySlice(der)
        var input = DERReader(bytes)
        var info = DERReader(try input.read(.sequence))
        try input.end()
        var identifier = DERReader(try info.read(.sequence))
        algorithm = try identifier.read(.objectIdentifier)
        if !identifier.isAtEnd {
            try identifier.skip()  // parameters
        }
        try identifier.end()
        let bitString = try info.read(.bitString)
        try info.end()
        guard bitString.count > 1, bitString.first == 0 else {
            throw PinError("the key is not a BIT STRING of whole octets")
        }
        key = bitString.dropFirst()
    }
}

/// A strict reader of DER (X.690 §10): definite, minimal lengths, one-byte tags, nothing past the end of what encloses it.
private struct DERReader {
    enum Tag: UInt8 {
        case integer = 0x02
        case bitString = 0x03
        case objectIdentifier = 0x06
        case sequence = 0x30
        case issuerUniqueID = 0x81
        case subjectUniqueID = 0x82
        case version = 0xa0
        case extensions = 0xa3
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The content of the next element.
    mutating func read(_ tag: Tag) throws(PinError) -> ArraySlice<UInt8> {
        guard rest.first == tag.rawValue else {
            throw PinError("no \(tag) at offset \(rest.startIndex)")
        }
        return try next()
    }

    mutating func readIfPresent(_ tag: Tag) throws(PinError) -> ArraySlice<UInt8>? {
        rest.first == tag.rawValue ? try next() : nil
    }

    /// The next element, tag and length included.
    mutating func readElement(_ tag: Tag) throws(PinError) -> ArraySlice<UInt8> {
        let before = rest
        _ = try read(tag)
        return before[..<rest.startIndex]
    }

    /// Steps over the next element, whatever it is.
    mutating func skip() throws(PinError) {
        _ = try next()
    }

    func end() throws(PinError) {
        guard isAtEnd else {
            throw PinError("\(rest.count) unexpected bytes at offset \(rest.startIndex)")
        }
    }

    private mutating func next() throws(PinError) -> ArraySlice<UInt8> {
        let start = rest.startIndex
        guard let tag = rest.popFirst(), tag & 0x1f != 0x1f else {
            throw PinError("no one-byte tag at offset \(start)")
        }
        let length = try length()
        guard length <= rest.count else {
            throw PinError("the element at offset \(start) ends past the end of what encloses it")
        }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }

    /// Up to three octets: no certificate in TLS is larger than 2^24-1 bytes (RFC 8446 §4.4.2).
    private mutating func length() throws(PinError) -> Int {
        let start = rest.startIndex
        guard let first = rest.popFirst() else {
            throw PinError("the input ends inside a header at offset \(start)")
        }
        if first < 0x80 { return Int(first) }
        let octets = rest.prefix(Int(first & 0x7f))
        guard 1...3 ~= octets.count, octets.count == Int(first & 0x7f) else {
            throw PinError("no definite length of at most three octets at offset \(start)")
        }
        rest = rest.dropFirst(octets.count)
        let length = octets.reduce(0) { $0 << 8 | Int($1) }
        guard length >= 0x80, octets.first != 0 else {
            throw PinError("the length at offset \(start) is not minimal")
        }
        return length
    }
}

// MARK: - Hosts

/// A host in its one canonical form, so that no spelling escapes its rule: lower-case ASCII without a trailing dot,
/// dotted-decimal IPv4, or IPv6 as RFC 5952 writes it. What has no such form is refused, never treated as unlisted.
///
/// Write and pass A-labels (`xn--…`): what conversion Foundation has, inside `URL`, also maps look-alikes to other names.
struct Hostname: Hashable, Sendable, CustomStringConvertible {
    let description: String
    let isAddress: Bool

    init(_ text: String) throws(PinError) {
        guard isASCII(text) else {
            throw PinError("the host is not ASCII, expected A-labels (xn--…)")
        }
        let lower = text.lowercased()
        let unrooted = lower.hasSuffix(".") ? lower.dropLast() : lower[...]
        if lower.contains(":") || lower.hasPrefix("[") {
            description = try canonicalIPv6(lower)
            isAddress = true
        } else {
            isAddress = ipv4Groups(unrooted) != nil
            if !isAddress { try requireDNSName(unrooted) }
            description = String(unrooted)
        }
    }

    private init(domain: Substring) {
        description = String(domain)
        isAddress = false
    }

    /// The domain one label up, if there is one.
    fileprivate var parent: Hostname? {
        description.firstIndex(of: ".").map { Hostname(domain: description[description.index(after: $0)...]) }
    }
}

/// The hosts that a rule covers: `api.example.com` alone; `*.example.com`, one label more; or `**.example.com`, the domain
/// and everything below it, as `includeSubdomains` on Android.
struct HostPattern: Hashable, Sendable, CustomStringConvertible {
    enum Scope: String, Sendable {
        case exact = ""
        case oneLabel = "*."
        case subtree = "**."
    }

    private let scope: Scope
    private let base: Hostname

    /// Fails if the host is malformed, or a wildcard stands anywhere but alone in front of two labels or more.
    init(_ text: String) throws(PinError) {
        let scope: Scope = text.starts(with: "**.") ? .subtree : text.starts(with: "*.") ? .oneLabel : .exact
        self.init(scope, try Hostname(String(text.dropFirst(scope.rawValue.count))))
        if scope != .exact && (base.isAddress || base.parent == nil) {
            throw PinError("\(self) puts a wildcard before an address or covers a whole top-level domain")
        }
    }

    fileprivate init(_ scope: Scope, _ base: Hostname) {
        self.scope = scope
        self.base = base
    }

    func matches(_ host: Hostname) -> Bool {
        switch scope {
        case .exact: host == base
        case .oneLabel: !host.isAddress && host.parent == base
        case .subtree: host == base || !host.isAddress && host.description.hasSuffix("." + base.description)
        }
    }

    var description: String { scope.rawValue + base.description }
}

/// Letters, digits, hyphens and underscores, in labels of 1 to 63 and names of up to 253 characters (RFC 1035 §2.3.4).
private func requireDNSName(_ name: Substring) throws(PinError) {
    guard name.utf8.count <= 253 else {
        throw PinError("the host has more than 253 characters")
    }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    for label in labels {
        guard label.wholeMatch(of: /[a-z0-9_](?:[a-z0-9_\-]{0,61}[a-z0-9_])?/) != nil else {
            throw PinError("the host has a label that is empty, too long, or not of letters, digits and inner hyphens")
        }
        guard !label.hasPrefix("xn--") || isPunycode(Array(label.utf8.dropFirst(4))) else {
            throw PinError("the host has an A-label that is not Punycode")
        }
    }
    // URL Standard §3.5: what ends in a number is meant as an IPv4 address.
    guard labels.last?.wholeMatch(of: /[0-9]+|0x[0-9a-f]*/) == nil else {
        throw PinError("the host looks like an IP address but is not in canonical form")
    }
}

/// Whether the decoder of RFC 3492 §6.2 accepts this label, of at most 59 characters, and yields a non-ASCII character.
private func isPunycode(_ text: [UInt8]) -> Bool {
    let delimiter = text.lastIndex(of: UInt8(ascii: "-"))
    var length = delimiter ?? 0
    var digits = text[(delimiter.map { $0 + 1 } ?? 0)...]
    guard !digits.isEmpty else { return false }
    var codePoint = 0x80
    var index = 0
    var bias = 72
    while !digits.isEmpty {
        let before = index
        var weight = 1
        var k = 36
        while true {
            guard let digit = digits.popFirst().flatMap(punycodeDigit) else { return false }
            let threshold = min(max(k - bias, 1), 26)
            index += digit * weight
            guard index <= Int(Int32.max) else { return false }
            if digit < threshold { break }
            weight *= 36 - threshold
            k += 36
        }
        length += 1
        bias = adaptedBias(index - before, length, isFirst: before == 0)
        codePoint += index / length
        index = index % length + 1
        guard codePoint <= 0x10ffff, Unicode.Scalar(UInt32(codePoint)) != nil else { return false }
    }
    return true
}

private func punycodeDigit(_ character: UInt8) -> Int? {
    switch character {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(character - UInt8(ascii: "a"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(character - UInt8(ascii: "0")) + 26
    default: nil
    }
}

private func adaptedBias(_ delta: Int, _ length: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / length
    var k = 0
    while delta > 455 {
        delta /= 35
        k += 36
    }
    return k + 36 * delta / (delta + 38)
}

/// Four decimal numbers without leading zeros, as two groups of 16 bits.
private func ipv4Groups(_ text: Substring) -> [UInt16]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let octets = parts.compactMap { $0.wholeMatch(of: /0|[1-9][0-9]{0,2}/) == nil ? nil : UInt8($0) }.map(UInt16.init)
    return octets.count == 4 ? [octets[0] << 8 | octets[1], octets[2] << 8 | octets[3]] : nil
}

/// RFC 4291 §2.2, with or without brackets, to RFC 5952 §4; an IPv4-mapped address is the IPv4 address.
private func canonicalIPv6(_ text: String) throws(PinError) -> String {
    let isOpen = text.hasPrefix("[")
    guard isOpen == text.hasSuffix("]"), let groups = ipv6Groups(isOpen ? text.dropFirst().dropLast() : text[...])
    else {
        throw PinError("the host is not an IPv6 address, expected one without port or zone")
    }
    if groups.prefix(6) == [0, 0, 0, 0, 0, 0xffff] {
        return groups.suffix(2).map { "\($0 >> 8).\($0 & 0xff)" }.joined(separator: ".")
    }
    let zeros = longestZeroRun(groups)
    let hex = { (part: ArraySlice<UInt16>) in part.map { String($0, radix: 16) }.joined(separator: ":") }
    return zeros.count < 2
        ? hex(groups[...]) : hex(groups[..<zeros.lowerBound]) + "::" + hex(groups[zeros.upperBound...])
}

/// The eight groups, one run of zeros written as `::`, the last two perhaps as IPv4.
private func ipv6Groups(_ text: Substring) -> [UInt16]? {
    guard let gap = text.firstRange(of: "::") else {
        return colonSeparatedGroups(text).flatMap { $0.count == 8 ? $0 : nil }
    }
    guard !text[..<gap.lowerBound].contains("."), let head = colonSeparatedGroups(text[..<gap.lowerBound]),
        let tail = colonSeparatedGroups(text[gap.upperBound...]), head.count + tail.count < 8
    else { return nil }
    return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
}

private func colonSeparatedGroups(_ text: Substring) -> [UInt16]? {
    if text.isEmpty { return [] }
    var words = text.split(separator: ":", omittingEmptySubsequences: false)
    let embedded = words.last.flatMap(ipv4Groups)
    if embedded != nil { words.removeLast() }
    guard words.count <= 8, words.allSatisfy({ $0.wholeMatch(of: /[0-9a-f]{1,4}/) != nil }) else { return nil }
    return words.compactMap { UInt16($0, radix: 16) } + (embedded ?? [])
}

/// The first of the longest runs of zeros; empty if there are none.
private func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    for start in groups.indices {
        let end: Int = groups[start...].firstIndex(where: { $0 != 0 }) ?? groups.endIndex
        if end - start > longest.count { longest = start..<end }
    }
    return longest
}

// MARK: - Time

/// The end of a rule. The last instant itself still belongs to it.
struct Expiry: Sendable {
    let last: Instant
    let then: AfterExpiry

    init(_ text: String, then: AfterExpiry) throws(PinError) {
        self.last = try Instant(text)
        self.then = then
    }
}

/// A point in time to the nanosecond, which `Date`, a floating-point number, cannot tell.
struct Instant: Comparable, Sendable {
    private let seconds: Int64
    private let nanoseconds: Int

    static var now: Instant { Instant(Date()) }

    init(_ date: Date) {
        let whole = date.timeIntervalSince1970.rounded(.down)
        seconds = Int64(whole)
        nanoseconds = Int((date.timeIntervalSince1970 - whole) * 1e9)
    }

    /// Reads `2030-12-31`, meaning its start of day in UTC, or `2030-12-31T12:00:00Z`, with a fraction of up to nine digits
    /// and an offset (RFC 3339 §5.6) if need be. Nothing that merely begins like one, and no day that does not exist.
    init(_ text: String) throws(PinError) {
        guard let parsed = Instant.parse(text) else {
            throw PinError("the expiry is neither a date nor an instant, expected 2030-12-31 or 2030-12-31T12:00:00Z")
        }
        (seconds, nanoseconds) = parsed
    }

    static func < (a: Instant, b: Instant) -> Bool {
        (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
    }

    private static func parse(_ text: String) -> (Int64, Int)? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }),
            let match = text.wholeMatch(
                of:
                    #/
                    (?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})
                    (?:T(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]{1,9}))?
                    (?:Z|(?<sign>[+\-])(?<offsetHour>[0-9]{2}):(?<offsetMinute>[0-9]{2})))?
                    /#)?.output,
            let days = days(Int(match.year), Int(match.month), Int(match.day))
        else { return nil }
        let number = { (digits: Substring??) in digits.flatMap { $0 }.flatMap { Int($0) } ?? 0 }
        let (hour, minute, second) = (number(match.hour), number(match.minute), number(match.second))
        let offset = number(match.offsetHour) * 60 + number(match.offsetMinute)
        // The largest offset is that of ISO 8601 libraries: 18 hours.
        guard hour < 24, minute < 60, second < 60, number(match.offsetMinute) < 60, offset <= 18 * 60 else {
            return nil
        }
        let fraction = match.fraction.map { String($0) } ?? ""
        let east = match.sign == "-" ? -offset : offset
        return (
            Int64(days) * 86_400 + Int64((hour * 60 + minute - east) * 60 + second),
            Int(fraction.padding(toLength: 9, withPad: "0", startingAt: 0)) ?? 0
        )
    }

    /// The days from 1970-01-01 to a date of the Gregorian calendar, if that exists.
    private static func days(_ year: Int?, _ month: Int?, _ day: Int?) -> Int? {
        guard let year, let month, let day, 1...12 ~= month else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard 1...lengths[month - 1] ~= day else { return nil }
        let before = year - 1
        let leapDays = year == 0 ? -1 : before / 4 - before / 100 + before / 400
        return 365 * before + leapDays + lengths.prefix(month - 1).reduce(0, +) + day - 719_163
    }
}
