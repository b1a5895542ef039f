package dev.linchpin.cli.peer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.tls.KeyExchangeAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsUtils;

/**
 * What a server's certificate may be about, and how a client says that it would take one: by signature schemes (RFC 8446, section
 * 4.2.3; RFC 5246, section 7.4.1.4.1), and up to TLS 1.2 by cipher suites as well. A server with certificates of several kinds
 * presents one of a kind that was asked for.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists of List.of, and an array that is only read
public enum KeyKind {
    EC(
            List.of(X9ObjectIdentifiers.id_ecPublicKey),
            List.of(KeyExchangeAlgorithm.ECDHE_ECDSA, KeyExchangeAlgorithm.ECDH_ECDSA, KeyExchangeAlgorithm.ECDH_RSA),
            SignatureScheme.ecdsa_secp256r1_sha256,
            SignatureScheme.ecdsa_secp384r1_sha384,
            SignatureScheme.ecdsa_secp521r1_sha512,
            SignatureScheme.ecdsa_brainpoolP256r1tls13_sha256,
            SignatureScheme.ecdsa_brainpoolP384r1tls13_sha384,
            SignatureScheme.ecdsa_brainpoolP512r1tls13_sha512,
            SignatureScheme.ecdsa_sha1),
    RSA(
            List.of(PKCSObjectIdentifiers.rsaEncryption),
            List.of(KeyExchangeAlgorithm.ECDHE_RSA, KeyExchangeAlgorithm.DHE_RSA, KeyExchangeAlgorithm.RSA),
            SignatureScheme.rsa_pss_rsae_sha256,
            SignatureScheme.rsa_pss_rsae_sha384,
            SignatureScheme.rsa_pss_rsae_sha512,
            SignatureScheme.rsa_pkcs1_sha256,
            SignatureScheme.rsa_pkcs1_sha384,
            SignatureScheme.rsa_pkcs1_sha512,
            SignatureScheme.rsa_pkcs1_sha1),
    RSASSA_PSS(
            List.of(PKCSObjectIdentifiers.id_RSASSA_PSS),
            List.of(KeyExchangeAlgorithm.ECDHE_RSA, KeyExchangeAlgorithm.DHE_RSA),
            SignatureScheme.rsa_pss_pss_sha256,
            SignatureScheme.rsa_pss_pss_sha384,
            SignatureScheme.rsa_pss_pss_sha512),
    ED25519(
            List.of(EdECObjectIdentifiers.id_Ed25519),
            List.of(KeyExchangeAlgorithm.ECDHE_ECDSA),
            SignatureScheme.ed25519),
    ED448(List.of(EdECObjectIdentifiers.id_Ed448), List.of(KeyExchangeAlgorithm.ECDHE_ECDSA), SignatureScheme.ed448),
    ML_DSA(
            List.of(
                    NISTObjectIdentifiers.id_ml_dsa_44,
                    NISTObjectIdentifiers.id_ml_dsa_65,
                    NISTObjectIdentifiers.id_ml_dsa_87),
            List.of(),
            SignatureScheme.mldsa44,
            SignatureScheme.mldsa65,
            SignatureScheme.mldsa87),
    DSA(List.of(X9ObjectIdentifiers.id_dsa), List.of(KeyExchangeAlgorithm.DHE_DSS), 0x0402, 0x0202);

    private final List<ASN1ObjectIdentifier> algorithms;
    private final List<Integer> keyExchanges;
    private final int[] schemes;

    KeyKind(List<ASN1ObjectIdentifier> algorithms, List<Integer> keyExchanges, int... schemes) {
        this.algorithms = algorithms;
        this.keyExchanges = keyExchanges;
        this.schemes = schemes;
    }

    /** That of the key in a certificate; none if the certificate is malformed or its key of a kind that TLS does not know. */
    public static Optional<KeyKind> of(byte[] certificate) {
        try {
            ASN1ObjectIdentifier algorithm = Certificate.getInstance(certificate)
                    .getSubjectPublicKeyInfo()
                    .getAlgorithm()
                    .getAlgorithm();
            return Arrays.stream(values())
                    .filter(kind -> kind.algorithms.contains(algorithm))
                    .findFirst();
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    IntStream schemes() {
        return Arrays.stream(schemes);
    }

    /** Whether a cipher suite of before TLS 1.3 asks for a certificate of this kind. */
    boolean isServedBy(int suite) {
        return keyExchanges.contains(TlsUtils.getKeyExchangeAlgorithm(suite));
    }
}
