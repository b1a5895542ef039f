// The part of Alamofire 5 that the emitted code uses, declared as it is documented, for the type-checker alone.

import Security

open class ServerTrustManager: @unchecked Sendable {
    public init(allHostsMustBeEvaluated: Bool = true, evaluators: [String: any ServerTrustEvaluating]) {}
    open func serverTrustEvaluator(forHost host: String) throws -> (any ServerTrustEvaluating)? { nil }
}

public protocol ServerTrustEvaluating: Sendable {
    func evaluate(_ trust: SecTrust, forHost host: String) throws
}
