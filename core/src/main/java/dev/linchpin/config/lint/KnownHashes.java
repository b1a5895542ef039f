package dev.linchpin.config.lint;

import dev.linchpin.internal.DerException;
import dev.linchpin.internal.DerReader;
import dev.linchpin.internal.PublicKeyDer;
import dev.linchpin.internal.Slice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * What guides, recipes and tools compute of a certificate where a pin is meant: measured in {@code test-vectors/recipes}, and told of in
 * docs/lint.md#mistaken-pin.
 */
final class KnownHashes {
    private static final int PEM_LINE = 64;

    private final List<KnownHash> known = new ArrayList<>();

    private KnownHashes() {}

    static List<KnownHash> of(X509Certificate certificate) {
        KnownHashes hashes = new KnownHashes();
        try {
            hashes.ofCertificate(certificate.getEncoded());
            byte[] info = PublicKeyDer.of(certificate).copy();
            hashes.ofKey(info);
            byte[] again = certificate.getPublicKey().getEncoded();
            hashes.ofReencoded(info, again);
        } catch (CertificateEncodingException | DerException e) {
            // SpkiPin has read both already.
            throw new IllegalArgumentException("the certificate has no usable key", e);
        }
        return hashes.known;
    }

    private void ofCertificate(byte[] der) {
        add(
                "the SHA-256 of the whole certificate, as the recipes published for Dart and Python compute it",
                sha256(der));
        add("the SHA-1 of the whole certificate, its fingerprint of old", digest("SHA-1", der));
        pem("CERTIFICATE", "the certificate", der);
    }

    private void ofKey(byte[] info) throws DerException {
        add("the SHA-1 of the SubjectPublicKeyInfo", digest("SHA-1", info));
        add("the SHA-512 of the SubjectPublicKeyInfo", digest("SHA-512", info));
        byte[] hash = sha256(info);
        String hex = hex(hash);
        add("the SHA-256 of the SubjectPublicKeyInfo in hexadecimal digits, and base64 of those", ascii(hex));
        add("the SHA-256 of the SubjectPublicKeyInfo in hexadecimal digits, and base64 of those", ascii(hex + "\n"));
        known.add(new KnownHash(
                "the SHA-256 of the SubjectPublicKeyInfo in hexadecimal digits, not in base64",
                List.of(hex, hex.toUpperCase(Locale.ROOT))));
        add("the SHA-256 of the key's base64, not of what that stands for", sha256(base64(info)));
        pem("PUBLIC KEY", "the public key", info);
        ofBits(bits(info));
    }

    /** Both the content of the BIT STRING: PKCS#1 of an RSA key (RFC 3279 §2.3.1), X9.62 of a point (RFC 5480 §2.2). */
    private void ofBits(byte[] bits) {
        boolean point = bits[0] != DerReader.SEQUENCE;
        add(
                point
                        ? "the SHA-256 of the bare key (EC point), as the recipes published for Swift"
                                + " (SecKeyCopyExternalRepresentation) and Node.js (cert.pubkey) compute it"
                        : "the SHA-256 of the bare key (PKCS#1), as the recipe published for Swift"
                                + " (SecKeyCopyExternalRepresentation) computes it",
                sha256(bits));
    }

    /** A library that parses the key and writes it again may write other bytes. */
    private void ofReencoded(byte[] info, byte[] again) throws DerException {
        if (!Arrays.equals(info, again)) {
            add(
                    "the SHA-256 of the key as libraries encode it again (PublicKey.getEncoded(), openssl pkey),"
                            + " which is not as the certificate has it",
                    sha256(again));
            ofBits(bits(again));
        }
    }

    private void pem(String label, String what, byte[] der) {
        String head = "-----BEGIN " + label + "-----\n";
        String body =
                new String(Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encode(der), StandardCharsets.US_ASCII);
        String text = head + body + "\n-----END " + label + "-----";
        String mistake = "the SHA-256 of the PEM text of " + what + ", not of the bytes in it";
        add(mistake, sha256(ascii(text)));
        add(mistake, sha256(ascii(text + "\n")));
    }

    private static byte[] bits(byte[] info) throws DerException {
        DerReader key = DerReader.of(info).enter(DerReader.SEQUENCE);
        key.skip(DerReader.SEQUENCE);
        Slice bits = key.enter(DerReader.BIT_STRING).rest();
        return Arrays.copyOfRange(bits.copy(), 1, bits.length());
    }

    private void add(String what, byte[] value) {
        known.add(
                new KnownHash(what, List.of(Base64.getEncoder().withoutPadding().encodeToString(value))));
    }

    private static byte[] base64(byte[] bytes) {
        return Base64.getEncoder().encode(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte octet : bytes) {
            hex.append(String.format("%02x", octet));
        }
        return hex.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        return digest("SHA-256", bytes);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + algorithm, e);
        }
    }
}
