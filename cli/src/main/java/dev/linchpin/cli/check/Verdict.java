package dev.linchpin.cli.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a client with the policy would make of a server. In order, the worst last. */
enum Verdict {
    OK(Severity.NONE, "ok"),
    EXEMPT(Severity.NONE, "exempt: not pinned, on purpose"),
    UNLISTED(Severity.WARNING, "unlisted: no rule covers it"),
    REPORTED_MISMATCH(Severity.WARNING, "mismatch, which is only reported"),
    EXPIRED_RULE(Severity.FAILURE, "expired rule"),
    DENIED(Severity.FAILURE, "unlisted, and denied"),
    MISMATCH(Severity.FAILURE, "mismatch"),
    NAME_FAILURE(Severity.FAILURE, "wrong name"),
    PKIX_FAILURE(Severity.FAILURE, "not trusted"),
    HANDSHAKE_FAILURE(Severity.FAILURE, "handshake failed"),
    NO_TLS(Severity.FAILURE, "no TLS"),
    UNREACHABLE(Severity.FAILURE, "unreachable");

    private final Severity severity;
    private final String text;

    Verdict(Severity severity, String text) {
        this.severity = severity;
        this.text = text;
    }

    Severity severity() {
        return severity;
    }

    /** In words. */
    String text() {
        return text;
    }

    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
