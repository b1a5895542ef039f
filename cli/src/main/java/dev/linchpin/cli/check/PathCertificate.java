package dev.linchpin.cli.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.pin.SpkiPin;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of a server, on the path by which it is trusted if there is one.
 *
 * @param pin that of its key; null if that cannot be read
 * @param sent whether the server sent it; a trust anchor counts also if not
 * @param matched whether it is the one that satisfies the rule
 */
record PathCertificate(
        Role role,
        String subject,
        Instant notAfter,
        @Nullable String pin,
        boolean sent,
        boolean matched,
        @JsonIgnore Instant notBefore) {

    /** Its place on the path. */
    enum Role {
        LEAF,
        INTERMEDIATE,
        /** A trust anchor, whether or not it is signed by itself. */
        ROOT,
        /** On no path: only sent. */
        SENT;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Those of a path, leaf first and trust anchor last; those that were sent, if it is empty.
     *
     * @param pin which of the rule is satisfied: the first certificate that has it counts
     */
    static List<PathCertificate> of(List<X509Certificate> path, List<X509Certificate> sent, @Nullable Pin pin) {
        List<X509Certificate> shown = path.isEmpty() ? sent : path;
        List<PathCertificate> all = new ArrayList<>();
        boolean matched = false;
        for (X509Certificate certificate : shown) {
            Role role = path.isEmpty() ? Role.SENT : role(all.size(), path.size());
            boolean matches = !matched && pin != null && satisfies(certificate, pin);
            all.add(of(certificate, role, sent.contains(certificate), matches));
            matched |= matches;
        }
        return all;
    }

    private static Role role(int place, int length) {
        return place == 0 ? Role.LEAF : place == length - 1 ? Role.ROOT : Role.INTERMEDIATE;
    }

    private static PathCertificate of(X509Certificate certificate, Role role, boolean sent, boolean matched) {
        return new PathCertificate(
                role,
                ForeignText.subject(certificate),
                certificate.getNotAfter().toInstant(),
                pinOf(certificate),
                sent,
                matched,
                certificate.getNotBefore().toInstant());
    }

    private static @Nullable String pinOf(X509Certificate certificate) {
        try {
            return SpkiPin.of(certificate).toString();
        } catch (PinFormatException e) {
            return null;
        }
    }

    /** Whether a certificate satisfies a pin; one that cannot be read does not. */
    static boolean satisfies(X509Certificate certificate, Pin pin) {
        try {
            return pin.matches(certificate);
        } catch (PinFormatException e) {
            return false;
        }
    }
}
