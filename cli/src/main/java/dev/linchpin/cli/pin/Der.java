package dev.linchpin.cli.pin;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTCTime;

/** One value in DER, or for messages and stores in BER. Its outermost structure tells what it is; whether it is well-formed, whoever reads it says. */
final class Der {
    /** A request has version, subject, key and attributes; the shortest certificate (RFC 5280, section 4.1) has two more. */
    private static final int MOST_FIELDS_OF_A_REQUEST = 4;

    private static final int SEQUENCE = 0x30;

    private Der() {}

    /** Whether the content begins as a sequence does, and not as text that happens to begin with the digit 0. */
    static boolean beginsHere(byte[] content) {
        return content[0] == SEQUENCE && (content.length == 1 || content[1] < 0 || content.length == content[1] + 2);
    }

    static List<PinnedKey> read(byte[] content, StorePassword password) throws SourceException {
        ASN1Sequence value = parse(content);
        if (isRevocationList(value)) {
            throw new SourceException(expected("it holds a revocation list"));
        } else if (isSigned(value)) {
            boolean request = ((ASN1Sequence) value.getObjectAt(0)).size() <= MOST_FIELDS_OF_A_REQUEST;
            return List.of(request ? PinnedKey.ofRequest(content) : PinnedKey.ofCertificate(content));
        } else if (hasFields(value, ASN1Sequence.class, ASN1BitString.class)) {
            return List.of(PinnedKey.ofPublicKey(content));
        } else if (hasFields(value, ASN1Integer.class, ASN1Sequence.class) && !isPrivateKey(value)) {
            return Pkcs12.read(content, password);
        } else if (value.size() == 2 && hasFields(value, ASN1Sequence.class, ASN1Sequence.class)) {
            return JavaKeyStore.read("BCFKS", content, password);
        } else if (hasFields(value, ASN1ObjectIdentifier.class)) {
            return Pkcs7.read(content);
        }
        throw new SourceException(expected("it holds " + describe(value)));
    }

    private static String expected(String found) {
        return found + ", expected a certificate, certificate request, public key, PKCS#7 message or key store";
    }

    /** RFC 5280, section 5.1: like a certificate, but with a time where that has its validity. */
    private static boolean isRevocationList(ASN1Sequence value) {
        return isSigned(value)
                && Arrays.stream(((ASN1Sequence) value.getObjectAt(0)).toArray())
                        .anyMatch(field -> field instanceof ASN1UTCTime || field instanceof ASN1GeneralizedTime);
    }

    private static ASN1Sequence parse(byte[] content) throws SourceException {
        try {
            return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(content));
        } catch (IOException | RuntimeException e) {
            throw new SourceException("it is not DER, truncated, or followed by something else", e);
        }
    }

    private static boolean isSigned(ASN1Sequence value) {
        return hasFields(value, ASN1Sequence.class, ASN1Sequence.class, ASN1BitString.class);
    }

    private static boolean isPrivateKey(ASN1Sequence value) {
        return value.size() > 2 && value.getObjectAt(2) instanceof ASN1OctetString;
    }

    private static String describe(ASN1Sequence value) {
        if (isPrivateKey(value)
                || hasFields(value, ASN1Sequence.class, ASN1OctetString.class)
                || hasFields(value, ASN1Integer.class, ASN1OctetString.class)
                || hasFields(value, ASN1Integer.class, ASN1Integer.class, ASN1Integer.class)) {
            return "a private key";
        }
        return "other DER";
    }

    /** Whether the sequence begins with fields of these types. */
    private static boolean hasFields(ASN1Sequence value, Class<?>... types) {
        if (value.size() < types.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            ASN1Encodable field = value.getObjectAt(i);
            if (!types[i].isInstance(field)) {
                return false;
            }
        }
        return true;
    }
}
