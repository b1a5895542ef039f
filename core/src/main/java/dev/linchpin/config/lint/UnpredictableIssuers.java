package dev.linchpin.config.lint;

import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Intermediates among which their authority picks anew for each certificate. Let's Encrypt has three below each root of its
 * generation Y, the default since 13 May 2026 (letsencrypt.org/certificates): the one that signs today need not sign tomorrow.
 */
final class UnpredictableIssuers {
    private static final Pattern LETS_ENCRYPT = Pattern.compile("(?:^|,)O=Let's Encrypt(?:,|$)");
    private static final Pattern GENERATION_Y = Pattern.compile("(?:^|,)CN=(Y[ER])[123](?:,|$)");

    private UnpredictableIssuers() {}

    static Optional<String> warningOf(X509Certificate intermediate) {
        String name = intermediate.getSubjectX500Principal().getName();
        Matcher member = GENERATION_Y.matcher(name);
        if (!LETS_ENCRYPT.matcher(name).find() || !member.find()) {
            return Optional.empty();
        }
        String family = member.group(1).toUpperCase(Locale.ROOT);
        return Optional.of("the pin is of an intermediate of Let's Encrypt, which issues from " + family + "1, "
                + family + "2 or " + family + "3 as it likes: expected a key that you hold, and an offline backup");
    }
}
