// Pins for URLSession, iOS 16 or macOS 13 or newer, Swift 6, written by `linchpin emit urlsession`. Add it to the app with
// PinVerifier.swift and PinningSessionDelegate.swift; it needs nothing else:
//
//     let session = Pins.session()
//     let (data, _) = try await session.data(from: URL(string: "https://api.example.com/")!)
//
// Guaranteed: a server without a pinned key sees no byte of a request; the system's own checks of path, dates and host name come
// first and are never replaced; a pin may be that of any certificate on the path that the system has verified, and what a server
// merely sends counts for nothing; the hash is that of the SubjectPublicKeyInfo as it stands in the certificate, for every kind of
// key; after a redirect the rule of the new host applies.
//
// Not possible here, and why: URLSession.shared takes no delegate, and what it sends is not pinned; the delegate is asked for each
// new connection and not for one that is open or for a TLS session that is resumed, so for new pins make a new session, and call
// invalidateAndCancel() on the old one; what has TLS of its own, such as WKWebView, does not ask it.

import Foundation

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
                            // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
                            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
                        ]),
                ],
                unlistedHosts: .allow)
        } catch {
            fatalError("the pins cannot be used: \(error)")
        }
    }()
}

#if canImport(Security)
    extension Pins {
        /// A session that obeys the policy. The report hears of refusals, and of what the policy reports.
        static func session(
            configuration: URLSessionConfiguration = .ephemeral,
            report: @escaping @Sendable (String, PinVerdict) -> Void = { _, _ in }
        ) -> URLSession {
            URLSession(
                configuration: configuration,
                delegate: PinningSessionDelegate(policy, report: report), delegateQueue: nil)
        }
    }
#endif
