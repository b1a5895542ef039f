package dev.linchpin.cli.pin;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/** One DER value. Its outermost structure tells what it is; whether it is well-formed, whoever reads it says. */
final class Der {
    /** A request has version, subject, key and attributes; the shortest certificate (RFC 5280, section 4.1) has two more. */
    private static final int MOST_FIELDS_OF_A_REQUEST = 4;

    private Der() {}

    static List<PinnedKey> read(byte[] content, StorePassword password) throws SourceException {
        ASN1Sequence value = parse(content);
        if (isSigned(value)) {
            boolean request = ((ASN1Sequence) value.getObjectAt(0)).size() <= MOST_FIELDS_OF_A_REQUEST;
            return List.of(request ? PinnedKey.ofRequest(content) : PinnedKey.ofCertificate(content));
        } else if (hasFields(value, ASN1Sequence.class, ASN1BitString.class)) {
            return List.of(PinnedKey.ofPublicKey(content));
        } else if (hasFields(value, ASN1Integer.class, ASN1Sequence.class) && !isPrivateKey(value)) {
            return KeyStores.readPkcs12(content, password);
        }
        throw new SourceException("it holds " + describe(value)
                + ", expected a certificate, certificate request, public key or PKCS#12 store");
    }

    private static ASN1Sequence parse(byte[] content) throws SourceException {
        try {
            return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(content));
        } catch (IOException | RuntimeException e) {
            throw new SourceException("it is not DER, or truncated", e);
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
        return hasFields(value, ASN1ObjectIdentifier.class) ? "a PKCS#7 message" : "other DER";
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
