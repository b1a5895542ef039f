package dev.linchpin.vectors.draft;

/** Why the cases of {@link PolicySemantics} exist. */
final class PolicySemanticsNotes {
    private PolicySemanticsNotes() {}

    static void addTo(TopicDraft topic) {
        topic.note("Mode", "BASIC", "Enforced rules refuse, the others report.");
        topic.note("DefaultMode", "FAIL_OPEN", "A rule that does not name its mode is enforced.")
                .effect("Where the default is to report, a rule protects nobody until somebody notices.")
                .link("https://github.com/datatheorem/TrustKit-Android");
        topic.note(
                        "PlatformFirst",
                        "AUTH_BYPASS",
                        "What the platform refuses no rule accepts: not by a pin, a mode or an expiry.")
                .effect("Report-only, or a rule that is over, switches off certificate checks as a whole.");
        topic.note(
                        "ExpiryBoundary",
                        "TIME",
                        "The instant of the expiry is the last one of the rule; up to it the rule is enforced.")
                .effect("A rule that ends early is open for a while, and nobody knows.");
        topic.note(
                        "AfterExpiry",
                        "TIME",
                        "After its expiry a rule fails open or closed, as it says, whatever the pins.")
                .effect("Firefox' built-in pins lapsed unnoticed.")
                .cve("CVE-2016-5284");
        topic.note("Offset", "TIME", "An offset belongs to the instant.").effect("The rule ends hours early or late.");
        topic.note("DateOnly", "DEFINED", "A bare date means its start of day in UTC, wherever the client is.");
        topic.note(
                        "FarDates",
                        "TIME",
                        "Instants beyond 32 bits of seconds, signed or not, before 1970, and with fractions.")
                .effect("An expiry that overflows lies in the past, and the rule is over before it began.");
        topic.note("LenientDate", "TIME", "What is not exactly an instant is refused, not guessed.")
                .effect("A rule whose expiry is misread, or dropped, ends at another time or never.");
        topic.note("NoBackup", "DEFINED", "An enforced rule has a second pin.");
        topic.note("MalformedRule", "FAIL_OPEN", "A malformed rule is refused in every mode and at every time.")
                .effect("Errors stay hidden until the rule is enforced, or renewed.");
    }
}
