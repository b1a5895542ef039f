// Pins for Alamofire 5.9 or newer, iOS 16 or macOS 13 or newer, Swift 6, written by `linchpin emit alamofire`. Add it to the app
// with PinVerifier.swift and PinningSessionDelegate.swift; it needs Alamofire and nothing else:
//
//     let session = Session(serverTrustManager: PinningServerTrustManager())
//     let data = try await session.request("https://api.example.com/").serializingData().value
//
// Guaranteed: a server without a pinned key sees no byte of a request; the system's own checks of path, dates and host name come
// first and are never replaced; a pin may be that of any certificate on the path that the system has verified, and what a server
// merely sends counts for nothing; the hash is that of the SubjectPublicKeyInfo as it stands in the certificate, for every kind of
// key; rules cover subdomains, which the table of a plain ServerTrustManager does not.
//
// Not possible here, and why: AF, the default session, has no trust manager, and what it sends is not pinned; Alamofire asks for
// each new connection and not for one that is open or for a TLS session that is resumed, so for new pins make a new session.

import Foundation

// `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this does not compile.
#error("there is no backup pin for api.example.com: put it into Pins.swift, and take this line out")

enum Pins {
    /// What is enforced. A pin that is malformed ends the app when this is first asked for.
    static let policy: PinPolicy = {
        do {
            return try PinPolicy(
                [
                    PinRule(
                        HostPattern("api.example.com"),
                        pins: [
                            // leaf, CN=api.example.com, until 2027-02-19
                            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                            "sha256/!! put the pin of a backup key here !!",
                        ]),
                ],
                unlistedHosts: .allow)
        } catch {
            fatalError("the pins cannot be used: \(error)")
        }
    }()
}

#if canImport(Security)
    import Alamofire
    import Security

    /// Asks the policy about every host, listed or not.
    final class PinningServerTrustManager: ServerTrustManager, @unchecked Sendable {
        private let evaluator: PinEvaluator

        /// The report hears of refusals, and of what the policy reports.
        init(report: @escaping @Sendable (String, PinVerdict) -> Void = { _, _ in }) {
            evaluator = PinEvaluator(report: report)
            super.init(allHostsMustBeEvaluated: true, evaluators: [:])
        }

        override func serverTrustEvaluator(forHost host: String) throws -> (any ServerTrustEvaluating)? {
            evaluator
        }
    }

    private struct PinEvaluator: ServerTrustEvaluating {
        let report: @Sendable (String, PinVerdict) -> Void

        func evaluate(_ trust: SecTrust, forHost host: String) throws {
            let verdict = try Pins.policy.verdict(host: host, trust: trust)
            if verdict.isReported { report(host, verdict) }
            guard verdict.isAccepted else {
                throw PinError("\(host) has no pinned key: \(verdict)")
            }
        }
    }
#endif
