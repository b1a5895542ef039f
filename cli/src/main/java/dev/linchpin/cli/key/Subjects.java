package dev.linchpin.cli.key;

import java.io.IOException;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/** Writes distinguished names as RFC 2253 does, common name first, as everything else in Java. */
public final class Subjects {
    /** Attributes that RFC 2253 has no short name for and would print in hexadecimal. */
    private static final Map<String, String> MORE_NAMES = Map.of(
            BCStyle.EmailAddress.getId(), "emailAddress",
            BCStyle.SERIALNUMBER.getId(), "serialNumber",
            BCStyle.ORGANIZATION_IDENTIFIER.getId(), "organizationIdentifier");

    private Subjects() {}

    public static String of(X500Name name) {
        try {
            return new X500Principal(name.getEncoded()).getName(X500Principal.RFC2253, MORE_NAMES);
        } catch (IOException | IllegalArgumentException theJdkCannotReadIt) {
            return name.toString();
        }
    }

    /** The subject; the first alternative name where that is empty. */
    public static String labelOf(X509CertificateHolder certificate) {
        String subject = of(certificate.getSubject());
        GeneralNames names = subject.isEmpty()
                ? GeneralNames.fromExtensions(certificate.getExtensions(), Extension.subjectAlternativeName)
                : null;
        return names == null ? subject : labelOf(names.getNames()[0]);
    }

    private static String labelOf(GeneralName name) {
        return (name.getTagNo() == GeneralName.dNSName ? "DNS:" : "SAN:") + name.getName();
    }
}
