package dev.linchpin.cli.bundle;

import dev.linchpin.cli.policy.PolicyFile;
import dev.linchpin.cli.policy.PolicyFormats;
import dev.linchpin.remote.Bundle;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new bundle is made of. */
final class NewBundleOptions {
    private static final int MAX_DAYS = 3650;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            required = true,
            description = "The policy file, of any format that lint reads.")
    private Path policy = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How it is written; what it seems to be unless given.")
    private @Nullable String format;

    @Option(
            names = "--embed",
            description = "Sign the text of the file, an Android one, instead of the rules that it comes to.")
    private boolean embed;

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            description = "For whom the bundle is; as in --after unless given.")
    private @Nullable String audience;

    @Option(
            names = "--bundle-version",
            paramLabel = "N",
            description = "Its version; one more than in --after unless given.")
    private @Nullable Long version;

    @Option(names = "--after", paramLabel = "BUNDLE", description = "The bundle that is served now.")
    private @Nullable Path after;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "In how many days it expires; ${DEFAULT-VALUE} unless given.")
    private int days;

    @Option(
            names = "--issued-at",
            paramLabel = "INSTANT",
            description = "When it is issued, such as 2030-12-31T12:00:00Z; now unless given.")
    private @Nullable String issuedAt;

    @Option(
            names = "--next-key",
            paramLabel = "PUB",
            description = "A public key that is trusted after this bundle; may be repeated. Those not named are not.")
    private List<Path> nextKeys = List.of();

    @Option(
            names = "--next-threshold",
            paramLabel = "K",
            description = "How many of the next keys have to sign; all unless given.")
    private @Nullable Integer nextThreshold;

    /** @throws IllegalArgumentException if it cannot be made: the message is a sentence */
    Bundle bundle(Instant now) {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException("--days " + days + " is not between 1 and " + MAX_DAYS);
        }
        Instant issued = issuedAt == null ? now : instant(issuedAt);
        Bundle before = after == null ? null : BundleShown.unverified(after, BundleFiles.document(after));
        Bundle.Builder bundle = Bundle.builder()
                .version(version(before))
                .audience(audience(before))
                .issuedAt(issued)
                .expires(issued.plus(Duration.ofDays(days)));
        if (!nextKeys.isEmpty()) {
            bundle.nextKeys(BundleFiles.trusted(nextKeys, nextThreshold));
        } else if (nextThreshold != null) {
            throw new IllegalArgumentException("--next-threshold is given without --next-key, expected both");
        }
        addPolicy(bundle);
        return bundle.build();
    }

    private long version(@Nullable Bundle before) {
        if (version != null) {
            if (before != null && version <= before.version()) {
                throw new IllegalArgumentException("--bundle-version " + version + " is not above " + before.version()
                        + ", which is served now: clients would refuse it");
            }
            return version;
        }
        if (before == null) {
            throw new IllegalArgumentException("the bundle has no version, expected --bundle-version or --after");
        }
        return before.version() + 1;
    }

    private String audience(@Nullable Bundle before) {
        if (audience != null) {
            return audience;
        }
        if (before == null) {
            throw new IllegalArgumentException("the bundle has no audience, expected --audience or --after");
        }
        return before.audience();
    }

    private void addPolicy(Bundle.Builder bundle) {
        try {
            PolicyFile file = PolicyFile.open(policy, format == null ? null : PolicyFormats.named(format));
            if (embed) {
                bundle.networkSecurityConfig(file.text());
            } else {
                bundle.policy(file.policy());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(policy + ": " + e.getMessage(), e);
        }
    }

    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text + " is no instant, expected the form 2030-12-31T12:00:00Z", e);
        }
    }
}
