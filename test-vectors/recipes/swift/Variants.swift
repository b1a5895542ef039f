import Foundation

extension Testee {
    static let published = Testee(
        name: "swift-published", features: [], choices: [:],
        operations: [
            "spki.hash": { input in
                guard let certificate = input.certificate else {
                    return Answer(skip: "the recipe takes certificates only")
                }
                guard let hash = publishedHash(of: Array(certificate)) else { return Answer("reject") }
                var answer = Answer("ok")
                answer.pin = "sha256/" + hash
                return answer
            },
            "pin.leaf": { input in
                let hashes = Set(try required(input.pins, "pins").map { $0.replacing(/^sha256\//, with: "") })
                guard let hash = publishedHash(of: Array(try required(input.certificate, "certificate"))) else {
                    return Answer("mismatch")
                }
                return Answer(hashes.contains(hash) ? "match" : "mismatch")
            },
        ])

    static let fixed = Testee(
        name: "swift-fixed", features: ["cert-pin", "expiry", "exempt"],
        choices: [
            "public-suffix-pattern": "refuse", "placeholder-pin": "refuse", "prefix-case": "refuse",
            "backup-pin": "required", "overlap": "most-specific", "underscore": "accept", "date-only": "start-of-day",
            "idna-deviation": "refuse",
        ],
        operations: [
            "spki.hash": spkiHash, "pin.parse": pinParse, "pinset.parse": pinSetParse, "host.match": hostMatch,
            "policy.select": policySelect, "pin.leaf": pinLeaf, "policy.decide": policyDecide,
        ])

    private init(
        name: String, features: [String], choices: [String: String],
        operations: [String: @Sendable (Input) throws -> Answer]
    ) {
        let impl = Hello.Implementation(name: name)
        hello = Hello(impl: impl, ops: operations.keys.sorted(), features: features, choices: choices)
        self.operations = operations
    }
}

@Sendable private func spkiHash(_ input: Input) throws -> Answer {
    let pin =
        if let info = input.spki { try Pin(publicKey: Array(info)) } else {
            try Pin(publicKeyOf: Array(required(input.certificate, "certificate")))
        }
    var answer = Answer("ok")
    answer.pin = pin.description
    return answer
}

@Sendable private func pinParse(_ input: Input) throws -> Answer {
    _ = try Pin(required(input.text, "text"))
    return Answer("ok")
}

@Sendable private func pinSetParse(_ input: Input) throws -> Answer {
    let rule = try PinRule(
        HostPattern("host.example"), pins: required(input.pins, "pins"), mode: enforcementMode(input.mode))
    var answer = Answer("ok")
    answer.size = rule.pins.count
    return answer
}

@Sendable private func hostMatch(_ input: Input) throws -> Answer {
    let pattern = try HostPattern(required(input.pattern, "pattern"))
    let host = try Hostname(required(input.host, "host"))
    return Answer(pattern.matches(host) ? "match" : "no-match")
}

@Sendable private func policySelect(_ input: Input) throws -> Answer {
    let texts = try required(input.rules, "rules")
    let rules = try texts.map { try PinRule(HostPattern($0), pins: anyPins) }
    let unlisted: UnlistedHosts =
        switch input.unlisted {
        case "allow", nil: .allow
        case "report": .report
        case "deny": .deny
        default: throw MissingInput(name: "unlisted")
        }
    let exempt = try (input.exemptions ?? []).map { try HostPattern($0) }
    let policy = try PinPolicy(rules, exempt: exempt, unlistedHosts: unlisted)
    let host = try required(input.host, "host")
    guard let rule = policy.rule(for: try Hostname(host)) else {
        let verdict = try policy.verdict(host: host, path: [])
        return Answer(verdict == .exempt ? "exempt" : verdict.isAccepted ? "unlisted" : "reject")
    }
    var answer = Answer("match")
    answer.rule = zip(rules, texts).first { $0.0.hosts == rule.hosts }?.1
    return answer
}

@Sendable private func pinLeaf(_ input: Input) throws -> Answer {
    let pins = try Pin.parseSet(required(input.pins, "pins"))
    let pin = try Pin.match(pins, certificate: Array(required(input.certificate, "certificate")))
    return Answer(pin == nil ? "mismatch" : "match")
}

@Sendable private func policyDecide(_ input: Input) throws -> Answer {
    let given = try required(input.rule, "rule")
    let expiry = try given.expires.map { try Expiry($0, then: afterExpiry(given.afterExpiry)) }
    let rule = try PinRule(
        HostPattern("host.example"), pins: given.pins, mode: enforcementMode(given.mode), expiry: expiry)
    guard try required(input.platform, "platform") == "accepted" else { return Answer("reject") }
    let path = [Array(try required(input.certificate, "certificate"))]
    let outcome =
        switch rule.verdict(path: path, now: try Instant(required(input.now, "now"))) {
        case .matched: "match"
        case .mismatch: "mismatch"
        case .reportedMismatch: "report"
        case .expired(.failOpen): "expired"
        case .expired(.failClosed): "reject"
        case .exempt: "exempt"
        case .unlisted: "unlisted"
        }
    return Answer(outcome)
}

private func enforcementMode(_ text: String?) throws(MissingInput) -> EnforcementMode {
    switch text {
    case "enforce", nil: .enforce
    case "report-only": .reportOnly
    default: throw MissingInput(name: "mode")
    }
}

private func afterExpiry(_ text: String?) throws(MissingInput) -> AfterExpiry {
    switch text {
    case "fail-open", nil: .failOpen
    case "fail-closed": .failClosed
    default: throw MissingInput(name: "afterExpiry")
    }
}

/// Rules need pins, even where only their patterns are asked about.
private let anyPins = [
    "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
    "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
]
