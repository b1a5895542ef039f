package dev.linchpin.cli.check;

import dev.linchpin.policy.PinRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what ends soon: rules, and certificates on paths. Of a certificate that lives for weeks only, the last third of its life is soon
 * enough; automatic renewal takes place then.
 *
 * @param soon how long before the end
 */
record ExpiryWatch(Instant now, Duration soon) {
    private static final int LAST_THIRD = 3;

    void find(@Nullable PinRule rule, List<ServerReport> servers, List<Finding> findings) {
        Instant end = rule == null ? null : rule.expires().orElse(null);
        if (end != null && !now.isAfter(end) && left(end).compareTo(soon) <= 0) {
            findings.add(new Finding(Severity.WARNING, "rule-expires", "the rule expires " + when(end)));
        }
        for (ServerReport server : servers) {
            for (PathCertificate certificate : server.certificates()) {
                if (certificate.role() != PathCertificate.Role.SENT && endsSoon(certificate)) {
                    findings.add(new Finding(
                            Severity.WARNING,
                            "certificate-expires",
                            certificate.role().id() + " " + certificate.subject()
                                    + (now.isAfter(certificate.notAfter()) ? " expired " : " expires ")
                                    + when(certificate.notAfter())));
                }
            }
        }
    }

    private boolean endsSoon(PathCertificate certificate) {
        Duration life = Duration.between(certificate.notBefore(), certificate.notAfter());
        Duration left = left(certificate.notAfter());
        return left.compareTo(soon) <= 0 && left.compareTo(life.dividedBy(LAST_THIRD)) <= 0;
    }

    private Duration left(Instant end) {
        return Duration.between(now, end);
    }

    private String when(Instant end) {
        long days = left(end).toDays();
        String distance = now.isAfter(end) ? -days + " days ago" : "in " + days + " days";
        return "on " + LocalDate.ofInstant(end, ZoneOffset.UTC) + ", " + distance;
    }
}
