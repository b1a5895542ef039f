package dev.linchpin.vectors.draft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.math.ec.ECCurve;

/**
 * Certificates that come out the same each time: keys and serial numbers are made from names, and everything is valid from 2000 to
 * 2999 unless a case says otherwise.
 */
final class Forge {
    static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    static final Instant TO = Instant.parse("2999-12-31T23:59:59Z");

    /** Where no RSA key is needed that signs, an exponent and any odd number of the right length do. */
    private static final String PUBLIC_EXPONENT = "0203010001";

    private Forge() {}

    static TestKey key(String name) {
        return key(KeyType.P256, name);
    }

    static TestKey key(KeyType type, String name) {
        return TestKey.seeded(type, "linchpin vectors v1 " + name);
    }

    /** An authority with the key of the same name. */
    static CertificateDraft authority(String name) {
        return fixed(CertificateDraft.authority(name), name).key(key(name));
    }

    /** A server certificate with the key of this name; the hosts are its subject alternative names. */
    static CertificateDraft leaf(String name, String... hosts) {
        return fixed(CertificateDraft.leaf(hosts), name).key(key(name));
    }

    private static CertificateDraft fixed(CertificateDraft draft, String name) {
        return draft.validity(FROM, TO).serial(serial(name));
    }

    static BigInteger serial(String name) {
        return new BigInteger(1, Arrays.copyOf(sha256("serial " + name), 8))
                .setBit(62)
                .clearBit(63);
    }

    static TestCertificate root(String name) {
        return authority(name).selfSigned();
    }

    /** What a file calls a certificate: the common name of its subject, and enough of a hash to tell it from others. */
    static String name(byte[] der) {
        String hash = HexFormat.of().formatHex(sha256(der), 0, 4);
        try {
            String subject = Certificate.getInstance(der).getSubject().toString();
            String name = subject.replaceFirst("^CN=([^,]*).*$", "$1").toLowerCase(Locale.ROOT);
            return name.replaceAll("[^a-z0-9]+", "-").replaceFirst("^-", "") + "-" + hash;
        } catch (IllegalArgumentException notACertificate) {
            return "malformed-" + hash;
        }
    }

    /** The usual form of a P-256 key whose point is compressed. */
    static byte[] uncompressed(byte[] compressedInfo) {
        ECCurve curve = NISTNamedCurves.getByName("P-256").getCurve();
        byte[] point = Arrays.copyOfRange(compressedInfo, compressedInfo.length - 33, compressedInfo.length);
        return Der.concat(
                Der.hex("3059301306072a8648ce3d020106082a8648ce3d030107034200"),
                curve.decodePoint(point).getEncoded(false));
    }

    /** A pin whose last base64 digit has an unused bit set. */
    static String withTrailingBit(String pin) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        int last = pin.length() - 2;
        return pin.substring(0, last) + alphabet.charAt(alphabet.indexOf(pin.charAt(last)) + 1) + "=";
    }

    /** The pin of some bytes. */
    static String pin(byte[] hashed) {
        return "sha256/" + Base64.getEncoder().encodeToString(sha256(hashed));
    }

    /** The pin of the key in a certificate, by Bouncy Castle's parser. */
    static String pinOfCertificate(byte[] certificate) {
        try {
            return pin(Certificate.getInstance(certificate)
                    .getSubjectPublicKeyInfo()
                    .getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SubjectPublicKeyInfo of an RSA modulus of so many bits that nobody has factored, nor chosen with care. */
    static byte[] rsa(int bits, String exponent) {
        byte[] modulus = new byte[bits / 8 + 1];
        for (int i = 1; i < modulus.length; i++) {
            modulus[i] = sha256("modulus " + bits + " " + i / 32)[i % 32];
        }
        modulus[1] |= (byte) 0x80;
        modulus[modulus.length - 1] |= 1;
        byte[] key = Der.sequence(Der.element(0x02, modulus), Der.hex(exponent));
        return Der.sequence(Der.hex("300d06092a864886f70d0101010500"), Der.element(0x03, Der.concat(new byte[1], key)));
    }

    static byte[] rsa(int bits) {
        return rsa(bits, PUBLIC_EXPONENT);
    }

    static byte[] sha256(String text) {
        return sha256(text.getBytes(UTF_8));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** DER by hand, and DER gone wrong. */
    static final class Der {
        private static final int HEADER = 4;

        private Der() {}

        static byte[] sequence(byte[]... elements) {
            return element(0x30, concat(elements));
        }

        static byte[] element(int tag, byte[] content) {
            int length = content.length;
            byte[] header = length < 0x80
                    ? new byte[] {(byte) tag, (byte) length}
                    : length < 0x100
                            ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                            : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
            return concat(header, content);
        }

        static byte[] concat(byte[]... parts) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                all.writeBytes(part);
            }
            return all.toByteArray();
        }

        static byte[] hex(String digits) {
            byte[] bytes = new BigInteger("01" + digits, 16).toByteArray();
            return Arrays.copyOfRange(bytes, 1, bytes.length);
        }

        /** The content of an element whose length takes two octets. */
        static byte[] content(byte[] der) {
            return Arrays.copyOfRange(der, HEADER, der.length);
        }

        /** BER: the outermost length left open, ended by two zero octets. */
        static byte[] indefinite(byte[] der) {
            return concat(hex("3080"), content(der), new byte[2]);
        }

        /** BER: the outermost length in three octets where two do. */
        static byte[] longLength(byte[] der) {
            return concat(new byte[] {0x30, (byte) 0x83, 0, der[2], der[3]}, content(der));
        }

        /** The same with one bit flipped. */
        static byte[] flipped(byte[] der, int offset) {
            byte[] flipped = der.clone();
            flipped[offset < 0 ? der.length + offset : offset] ^= 1;
            return flipped;
        }
    }
}
