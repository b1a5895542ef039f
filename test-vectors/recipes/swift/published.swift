// The recipe as the guides print it, written anew: SHA-256 of the key's "external representation". Do not copy it; see the
// README for what it gets wrong, and PinVerifier.swift for what to use.

import Foundation

#if canImport(Security)
    import CryptoKit
    import Security

    func externalRepresentation(ofKeyIn certificate: [UInt8]) -> [UInt8]? {
        guard let certificate = SecCertificateCreateWithData(nil, Data(certificate) as CFData),
            let key = SecCertificateCopyKey(certificate),
            let representation = SecKeyCopyExternalRepresentation(key, nil)
        else { return nil }
        return Array(representation as Data)
    }

    func base64OfSHA256(_ bytes: [UInt8]) -> String {
        Data(SHA256.hash(data: bytes)).base64EncodedString()
    }
#else
    import COpenSSL

    /// A model of the code above, which runs on Apple's platforms only: `SecKeyCopyExternalRepresentation` gives PKCS #1 for
    /// RSA and X9.63 for EC, which is what the BIT STRING of the SubjectPublicKeyInfo holds.
    /// `SecCertificateCopyKey` knows RSA, EC, Ed25519 and Ed448 by their object identifiers and gives nil for the rest.
    func externalRepresentation(ofKeyIn certificate: [UInt8]) -> [UInt8]? {
        guard let info = try? SubjectPublicKeyInfo(certificate: certificate),
            [rsaEncryption, ecPublicKey, ed25519, ed448].contains(Array(info.algorithm))
        else { return nil }
        return Array(info.key)
    }

    private let rsaEncryption: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]
    private let ecPublicKey: [UInt8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]
    private let ed25519: [UInt8] = [0x2b, 0x65, 0x70]
    private let ed448: [UInt8] = [0x2b, 0x65, 0x71]

    func base64OfSHA256(_ bytes: [UInt8]) -> String {
        var hash = [UInt8](repeating: 0, count: 32)
        EVP_Digest(bytes, bytes.count, &hash, nil, EVP_sha256(), nil)
        return Data(hash).base64EncodedString()
    }
#endif

/// What the guides compare: hashes as text, in a set that nothing has ever read.
func publishedHash(of certificate: [UInt8]) -> String? {
    externalRepresentation(ofKeyIn: certificate).map(base64OfSHA256)
}
