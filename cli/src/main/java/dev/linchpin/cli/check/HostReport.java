package dev.linchpin.cli.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a host, as {@code --json} tells it.
 *
 * @param verdict the worst of its servers
 * @param severity the worst of its findings
 * @param rule the one that applies; null if none does
 */
record HostReport(
        String host,
        int port,
        Verdict verdict,
        Severity severity,
        @Nullable RuleReport rule,
        List<ServerReport> servers,
        List<Finding> findings,
        @JsonIgnore String name) {

    /** A rule, with what was seen of its pins. */
    record RuleReport(
            String hosts,
            String mode,
            @Nullable Instant expires,
            @Nullable String afterExpiry,
            List<SeenPin> pins) {}

    /** A pin of a rule. */
    record SeenPin(String pin, Sight seen) {}

    /** Where a pin was seen, on all servers of a host. In order, the best last. */
    enum Sight {
        /** Nowhere, as a backup has to be. */
        ABSENT,
        /** A server sends a certificate with it, which is on no path and counts for nothing. */
        SENT,
        /** On a path by which a server is trusted, beside the one that is satisfied. */
        ON_PATH,
        MATCHED;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    boolean failed() {
        return severity == Severity.FAILURE;
    }

    boolean warned() {
        return severity == Severity.WARNING;
    }

    /** The findings that do not only repeat the verdict of a server. */
    List<Finding> remarks() {
        return findings.stream()
                .filter(finding -> servers.stream().noneMatch(server -> server.tells(finding)))
                .toList();
    }

    /** In a few words. */
    String outcome() {
        if (verdict != Verdict.OK) {
            return verdict.text();
        }
        return warned() ? "ok, with warnings" : "ok";
    }
}
