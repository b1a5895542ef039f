// The part of Apple's URLSession that the emitted code uses, declared as Apple documents it, for the type-checker alone. Foundation on Linux
// has no server trust; what stands in the same module as the emitted code goes before what that imports.

import Foundation
import Security

let NSURLAuthenticationMethodServerTrust = ""

class URLProtectionSpace {
    var host: String { fatalError() }
    var authenticationMethod: String { fatalError() }
    var serverTrust: SecTrust? { fatalError() }
}

class URLCredential: @unchecked Sendable {
    init(trust: SecTrust) {}
}

class URLAuthenticationChallenge: @unchecked Sendable {
    var protectionSpace: URLProtectionSpace { fatalError() }
}

class URLSessionConfiguration: @unchecked Sendable {
    class var ephemeral: URLSessionConfiguration { fatalError() }
}

class URLSession: @unchecked Sendable {
    enum AuthChallengeDisposition: Sendable {
        case useCredential, performDefaultHandling, cancelAuthenticationChallenge, rejectProtectionSpace
    }

    init(
        configuration: URLSessionConfiguration, delegate: (any URLSessionDelegate)?, delegateQueue: OperationQueue?
    ) {}
}

protocol URLSessionDelegate: NSObjectProtocol, Sendable {
    func urlSession(
        _ session: URLSession, didReceive challenge: URLAuthenticationChallenge
    ) async -> (URLSession.AuthChallengeDisposition, URLCredential?)
}
