package dev.linchpin.internal;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * Finds the SubjectPublicKeyInfo of a certificate (RFC 5280 §4.1) as the very bytes that stand there.
 *
 * <p>{@code PublicKey.getEncoded()} is no substitute: it re-encodes, and so differs for RSA keys without NULL
 * parameters, compressed EC points and, on JDK 17, ML-DSA keys.
 */
public final class PublicKeyDer {
    private static final int VERSION = 0xa0;
    private static final int ISSUER_UNIQUE_ID = 0x81;
    private static final int SUBJECT_UNIQUE_ID = 0x82;
    private static final int EXTENSIONS = 0xa3;
    private static final int[] AFTER_KEY = {ISSUER_UNIQUE_ID, SUBJECT_UNIQUE_ID, EXTENSIONS};

    private PublicKeyDer() {}

    /**
     * The SubjectPublicKeyInfo of a parsed certificate, as part of the certificate's bytes: those are asked for once, so that
     * what is hashed is what was checked.
     *
     * @throws DerException also if the bytes hold another key than {@link X509Certificate#getPublicKey()}, the one that
     *     the TLS stack and PKIX use (the class of CVE-2026-87866: two parsers, two keys)
     */
    public static Slice of(X509Certificate certificate) throws DerException {
        Slice info = ofCertificate(encoded(certificate));
        requireSameKey(info, certificate.getPublicKey());
        return info;
    }

    /** The SubjectPublicKeyInfo of a DER certificate, whether or not this platform can read the key in it. */
    public static Slice ofCertificate(byte[] der) throws DerException {
        DerReader input = DerReader.of(der);
        DerReader certificate = input.enter(DerReader.SEQUENCE);
        input.end();
        DerReader body = certificate.enter(DerReader.SEQUENCE);
        certificate.skip(DerReader.SEQUENCE);
        certificate.skip(DerReader.BIT_STRING);
        certificate.end();

        if (body.nextIs(VERSION)) {
            body.skip(VERSION);
        }
        body.skip(DerReader.INTEGER); // serialNumber
        body.skip(DerReader.SEQUENCE); // signature
        body.skip(DerReader.SEQUENCE); // issuer
        body.skip(DerReader.SEQUENCE); // validity
        body.skip(DerReader.SEQUENCE); // subject
        Slice info = body.element(DerReader.SEQUENCE);
        for (int tag : AFTER_KEY) {
            if (body.nextIs(tag)) {
                body.skip(tag);
            }
        }
        body.end();
        key(info);
        return info;
    }

    /** The input itself, once it is known to be one SubjectPublicKeyInfo and nothing else. */
    public static Slice ofInfo(byte[] der) throws DerException {
        DerReader input = DerReader.of(der);
        Slice info = input.element(DerReader.SEQUENCE);
        input.end();
        key(info);
        return info;
    }

    private static byte[] encoded(X509Certificate certificate) throws DerException {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new DerException(
                    "the certificate does not give its bytes: " + Quoted.plain(String.valueOf(e.getMessage())));
        }
    }

    /** SubjectPublicKeyInfo ::= SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }, BIT STRING }. */
    private static Key key(Slice info) throws DerException {
        DerReader input = DerReader.of(info).enter(DerReader.SEQUENCE);
        DerReader algorithm = input.enter(DerReader.SEQUENCE);
        Slice oid = algorithm.element(DerReader.OBJECT_IDENTIFIER);
        Slice parameters = algorithm.rest();
        DerReader atMostOne = DerReader.of(parameters);
        if (!atMostOne.atEnd()) {
            atMostOne.skip();
        }
        atMostOne.end();
        Slice bits = input.enter(DerReader.BIT_STRING).rest();
        input.end();
        if (bits.length() < 2 || bits.at(0) != 0) {
            throw new DerException("the key is not a BIT STRING of whole octets");
        }
        return new Key(oid, parameters, new Slice(bits.bytes(), bits.from() + 1, bits.length() - 1));
    }

    private static void requireSameKey(Slice info, PublicKey used) throws DerException {
        byte[] encoded = used.getEncoded();
        if (encoded == null) {
            throw new DerException("the key that the platform uses has no encoding to compare with the certificate's");
        }
        Slice reencoded = DerReader.of(encoded).rest();
        if (info.sameAs(reencoded)) {
            return;
        }
        Key raw = key(info);
        Key other = key(reencoded);
        boolean sameAlgorithm = raw.oid.sameAs(other.oid) && KeyParameters.same(raw.parameters, other.parameters);
        if (!sameAlgorithm || !(raw.bits.sameAs(other.bits) || samePoint(raw.bits, other.bits))) {
            throw new DerException("the certificate's bytes hold another public key than the platform uses");
        }
    }

    /**
     * Whether one is the uncompressed form (SEC 1 §2.3.3: 04 X Y) of the point that the other holds compressed (02|03 X) or
     * hybrid (06|07 X Y).
     */
    private static boolean samePoint(Slice a, Slice b) {
        return isOtherForm(a, b) || isOtherForm(b, a);
    }

    private static boolean isOtherForm(Slice full, Slice other) {
        int field = (full.length() - 1) / 2;
        if (full.at(0) != 4 || full.length() != 1 + 2 * field) {
            return false;
        }
        int form = other.at(0);
        boolean compressed = (form == 2 || form == 3) && other.length() == 1 + field;
        boolean hybrid = (form == 6 || form == 7) && other.length() == full.length();
        boolean sameParity = (form & 1) == (full.at(full.length() - 1) & 1);
        return (compressed || hybrid) && sameParity && full.sameRange(other, 1, 1, other.length() - 1);
    }

    /** What a key is: parameters are all that stands behind the algorithm's name, perhaps nothing. */
    private record Key(Slice oid, Slice parameters, Slice bits) {}
}
