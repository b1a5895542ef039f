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
            guard let trust = space.serverTrust, let path = validatedPath(trust),
                let verdict = try? policy.verdict(host: space.host, path: path)
            else {
                return (.cancelAuthenticationChallenge, nil)
            }
            if verdict.isReported { report(space.host, verdict) }
            return verdict.isAccepted
                ? (.useCredential, URLCredential(trust: trust)) : (.cancelAuthenticationChallenge, nil)
        }

        /// The path that the platform accepts for this host, name and dates included; never the certificates that were sent.
        private func validatedPath(_ trust: SecTrust) -> [[UInt8]]? {
            guard SecTrustEvaluateWithError(trust, nil),
                let path = SecTrustCopyCertificateChain(trust) as? [SecCertificate]
            else { return nil }
            return path.map { Array(SecCertificateCopyData($0) as Data) }
        }
    }
#endif
