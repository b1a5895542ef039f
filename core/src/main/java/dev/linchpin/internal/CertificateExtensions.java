package dev.linchpin.internal;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Reads the extensions by which certificates name keys (RFC 5280 §4.2.1.1, §4.2.1.2). They are hints, so what is malformed is absent. */
public final class CertificateExtensions {
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    /** {@code keyIdentifier [0] IMPLICIT OCTET STRING}. */
    private static final int KEY_IDENTIFIER = 0x80;

    private CertificateExtensions() {}

    public static byte @Nullable [] subjectKeyIdentifier(X509Certificate certificate) {
        try {
            DerReader value = value(certificate, SUBJECT_KEY_IDENTIFIER);
            return value == null
                    ? null
                    : value.enter(DerReader.OCTET_STRING).rest().copy();
        } catch (DerException e) {
            return null;
        }
    }

    /** The key identifier alone; an issuer and serial number in its place are not read. */
    public static byte @Nullable [] authorityKeyIdentifier(X509Certificate certificate) {
        try {
            DerReader value = value(certificate, AUTHORITY_KEY_IDENTIFIER);
            DerReader fields = value == null ? null : value.enter(DerReader.SEQUENCE);
            return fields == null || !fields.nextIs(KEY_IDENTIFIER)
                    ? null
                    : fields.enter(KEY_IDENTIFIER).rest().copy();
        } catch (DerException e) {
            return null;
        }
    }

    /** What stands inside the OCTET STRING that wraps every extension. */
    private static @Nullable DerReader value(X509Certificate certificate, String oid) throws DerException {
        byte[] wrapped = certificate.getExtensionValue(oid);
        return wrapped == null ? null : DerReader.of(wrapped).enter(DerReader.OCTET_STRING);
    }
}
