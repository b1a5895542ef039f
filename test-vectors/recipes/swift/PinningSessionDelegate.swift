// `PinPolicy` in a `URLSession`. Needs Apple's Security framework, so the conformance run on Linux neither runs nor checks it:
// Foundation there never asks a delegate about a server's certificates.

#if canImport(Security)
    import Foundation
    import Security

    /// Refuses connections that the policy refuses, before any request is sent.
    ///
    ///     let session = URLSession(configuration: .ephemeral, delegate: PinningSessionDelegate(policy), delegateQueue: nil)
    final class PinningSessionDelegate: NSObject, URLSessionDelegate {
        private let policy: PinPolicy
        private let report: @Sendable (String, PinVerdict) -> Void

        init(_ policy: PinPolicy, report: @escaping @Sendable (String, PinVerdict) -> Void = { _, _ in }) {
            self.policy = policy
            self.report = report
        }

        func urlSession(
            _ session: URLSession,
            didReceive challenge: URLAuthenticationChallenge
        ) async -> (URLSession.AuthChallengeDisposition, URLCredential?) {
            let space = challenge.protectionSpace
            guard space.authenticationMethod == NSURLAuthenticationMethodServerTrust else {
                return (.performDefaultHandling, nil)
            }
            guard let trust = space.serverTrust, let verdict = try? policy.verdict(host: space.host, trust: trust)
            else {
                return (.cancelAuthenticationChallenge, nil)
            }
            if verdict.isReported { report(space.host, verdict) }
            return verdict.isAccepted
                ? (.useCredential, URLCredential(trust: trust)) : (.cancelAuthenticationChallenge, nil)
        }
    }

    extension PinPolicy {
        /// What the policy says of a peer with whom the platform is about to connect, whose trust names the host.
        ///
        /// - Throws: if the platform does not accept the peer, or the host is malformed. Refuse the connection.
        func verdict(host: String, trust: SecTrust) throws(PinError) -> PinVerdict {
            // Name and dates included; never the certificates that were sent.
            guard SecTrustEvaluateWithError(trust, nil),
                let path = SecTrustCopyCertificateChain(trust) as? [SecCertificate]
            else {
                throw PinError("the platform does not trust the peer")
            }
            return try verdict(host: host, path: path.map { Array(SecCertificateCopyData($0) as Data) })
        }
    }
#endif
