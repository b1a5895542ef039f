package dev.linchpin.cli.key;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * When a certificate begins to be valid, and when it expires. Bouncy Castle asks the JDK's formats of dates, which load the customs of all countries first: a tenth of
 * the time that a file takes. What RFC 5280, section 4.1.2.5, demands of a certificate needs none of them; the rest is left to it.
 */
public final class Validity {
    private static final Pattern USUAL =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(Z|GMT\\+00:00)");

    /** Before, dates are of the Julian calendar. */
    private static final int GREGORIAN = 1583;

    private Validity() {}

    public static Instant notBefore(X509CertificateHolder certificate) {
        return instant(certificate.toASN1Structure().getStartDate());
    }

    public static Instant notAfter(X509CertificateHolder certificate) {
        return instant(certificate.toASN1Structure().getEndDate());
    }

    private static Instant instant(Time encoded) {
        Matcher time = USUAL.matcher(encoded.getTime());
        if (time.matches() && number(time, 1) >= GREGORIAN) {
            try {
                return LocalDateTime.of(
                                number(time, 1),
                                number(time, 2),
                                number(time, 3),
                                number(time, 4),
                                number(time, 5),
                                number(time, 6))
                        .toInstant(ZoneOffset.UTC);
            } catch (DateTimeException noSuchDay) {
                // Bouncy Castle counts on from the last one.
            }
        }
        return encoded.getDate().toInstant();
    }

    private static int number(Matcher time, int group) {
        return Integer.parseInt(time.group(group));
    }
}
