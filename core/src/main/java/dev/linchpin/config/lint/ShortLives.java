package dev.linchpin.config.lint;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/**
 * Certificates that are soon replaced. Their maximum life falls by CA/Browser Forum ballot SC-081v3 (adopted 11 April 2025): 200 days
 * from 15 March 2026, 100 from 15 March 2027, 47 from 15 March 2029.
 */
final class ShortLives {
    /** From 2027 on, every public certificate is one of these. */
    private static final long MAX_DAYS = 100;

    private ShortLives() {}

    static Optional<String> of(X509Certificate leaf) {
        // RFC 5280 §4.1.2.5: both ends belong to it.
        long days = Duration.between(
                        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant())
                .plusSeconds(1)
                .toDays();
        if (days > MAX_DAYS) {
            return Optional.empty();
        }
        return Optional.of("of the served chain only the leaf's key is pinned, and the leaf lives " + days
                + " days: the pin holds for as long as each renewal keeps the key (public certificates live 200 days at most"
                + " from 15 March 2026, 100 from 15 March 2027, 47 from 15 March 2029)");
    }
}
