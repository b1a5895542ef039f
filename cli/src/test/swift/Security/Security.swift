// The part of Apple's Security that the emitted code uses, declared as Apple documents it, for the type-checker alone.

import Foundation

public final class SecTrust: @unchecked Sendable {}
public final class SecCertificate {}
public final class CFError {}
public typealias CFData = Data  // which it is bridged to
public typealias CFArray = Any  // likewise

public func SecTrustEvaluateWithError(_ trust: SecTrust, _ error: UnsafeMutablePointer<CFError?>?) -> Bool { fatalError() }
public func SecTrustCopyCertificateChain(_ trust: SecTrust) -> CFArray? { fatalError() }
public func SecCertificateCopyData(_ certificate: SecCertificate) -> CFData { fatalError() }
