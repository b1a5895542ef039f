// Puts the recipes behind the protocol of the conformance run: JSON lines on stdin and stdout.

import Foundation

/// What one variant can do: an answer per operation.
struct Testee {
    let hello: Hello
    let operations: [String: @Sendable (Input) throws -> Answer]

    func answer(_ request: Request) -> Answer {
        var answer = outcome(of: request)
        answer.seq = request.seq
        return answer
    }

    private func outcome(of request: Request) -> Answer {
        guard let name = request.op, let operation = operations[name] else { return Answer(skip: "unknown operation") }
        guard let input = request.input else { return Answer(error: "no input") }
        do {
            return try operation(input)
        } catch is PinError {
            return Answer("reject")
        } catch {
            return Answer(error: "\(error)")
        }
    }
}

struct Hello: Encodable {
    struct Implementation: Encodable {
        let name: String
        let version = "1"
        let language = "swift"
    }

    let `protocol` = 1
    let impl: Implementation
    let ops: [String]
    let features: [String]
    let choices: [String: String]
}

struct Request: Decodable {
    let cmd: String
    let seq: Int?
    let op: String?
    let input: Input?
}

struct Input: Decodable {
    struct Rule: Decodable {
        let pins: [String]
        let mode: String?
        let expires: String?
        let afterExpiry: String?
    }

    let certificate: Data?
    let spki: Data?
    let text: String?
    let pins: [String]?
    let mode: String?
    let pattern: String?
    let rules: [String]?
    let exemptions: [String]?
    let unlisted: String?
    let host: String?
    let rule: Rule?
    let now: String?
    let platform: String?
}

struct Answer: Encodable {
    var seq: Int?
    var outcome: String?
    var pin: String?
    var size: Int?
    var rule: String?
    var skip: String?
    var error: String?

    init(_ outcome: String) {
        self.outcome = outcome
    }

    init(skip: String) {
        self.skip = skip
    }

    init(error: String) {
        self.error = error
    }
}

/// An input that lacks what its operation needs: the runner's fault, not a refusal.
struct MissingInput: Error {
    let name: String
}

func required<Value>(_ value: Value?, _ name: String) throws(MissingInput) -> Value {
    guard let value else { throw MissingInput(name: name) }
    return value
}
