package dev.linchpin.cli.check;

import dev.linchpin.cli.check.PathCertificate.Role;
import dev.linchpin.pin.CertificatePin;
import dev.linchpin.pin.Pin;
import java.util.List;

/** What becomes of a match on the day after the server's certificate is renewed. */
final class Renewal {
    private Renewal() {}

    /**
     * In words.
     *
     * @param matched the certificate that satisfies the pin
     * @param absent the pins of the rule that the host presents nowhere
     */
    static String forecast(PathCertificate matched, Pin pin, List<Pin> absent) {
        if (matched.role() == Role.INTERMEDIATE || matched.role() == Role.ROOT) {
            String broken = pin instanceof CertificatePin
                    ? "breaks when that authority's own certificate is replaced, or under another authority"
                    : "breaks under another authority, or if this one changes its key";
            return "holds for any certificate under " + matched.subject() + "; " + broken + unless(absent);
        }
        return pin instanceof CertificatePin
                ? "breaks, since the pin is that of the whole certificate" + unless(absent)
                : "holds if the key is kept; breaks if the renewal makes a new key" + unless(absent);
    }

    private static String unless(List<Pin> absent) {
        return switch (absent.size()) {
            case 0 -> ", and there is no backup";
            case 1 -> ", unless that is the key of the backup " + absent.get(0);
            default -> ", unless that is the key of one of the " + absent.size() + " backups";
        };
    }
}
