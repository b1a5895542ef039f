package dev.linchpin.vectors.draft;

/** Why the cases of {@link PolicySelect} exist. */
final class PolicySelectNotes {
    private PolicySelectNotes() {}

    static void addTo(TopicDraft topic) {
        topic.note("Single", "BASIC", "One rule, and whether it applies.");
        topic.note("Specificity", "PIN_BYPASS", "The more specific rule applies, whatever the order of the rules.")
                .effect("First-match look-up lets the order of a file decide which pins a host needs.");
        topic.note("Union", "DEFINED", "Rules that overlap: the most specific alone, or the pins of all.")
                .effect("Under union a pin that is good for any host of a domain is good for its most sensitive one.")
                .link("https://square.github.io/okhttp/5.x/okhttp/okhttp3/-certificate-pinner/");
        topic.note(
                        "DuplicateRule",
                        "PIN_BYPASS",
                        "Two rules for one pattern, in whatever spelling, are a contradiction.")
                .effect("The last one silently replaces, or is merged into, the first.");
        topic.note("HostSpelling", "FAIL_OPEN", "A rule is found for every spelling of its host.")
                .effect("Another spelling of the host is unlisted, and goes unpinned.");
        topic.note("Unlisted", "FAIL_OPEN", "That no rule covers a host is an answer of its own, and not a match.")
                .effect("Most bypasses of pinning are hosts that nobody noticed to be unlisted.");
        topic.note("StrictMode", "FAIL_OPEN", "A policy may deny the hosts it does not list.");
        topic.note("MalformedHost", "FAIL_OPEN", "A malformed host is refused, never unlisted.");
        topic.note("MalformedRule", "FAIL_OPEN", "One malformed rule makes the policy malformed; it is not skipped.")
                .effect("A typing error switches off the pins of a host.");
        topic.note(
                "EmptyPolicy", "FAIL_OPEN", "A policy without rules that allows unlisted hosts would check nothing.");
        exemptions(topic);
    }

    private static void exemptions(TopicDraft topic) {
        topic.note(
                        "Exempt",
                        "SELF_DOS",
                        "A host below a pinned domain may be unpinned on purpose, which is an answer of its own.")
                .effect("A host that others run, below a domain that is pinned, cannot be reached.")
                .link("https://developer.android.com/privacy-and-security/security-config#CertificatePinning");
        topic.note(
                        "ExemptNarrow",
                        "PIN_BYPASS",
                        "An exemption is for what it covers, and gives way to a rule that is more specific.")
                .effect("One unpinned host takes the pins from its siblings, or from a sensitive host below it.");
        topic.note("ExemptLookalike", "PIN_BYPASS", "A host that ends like an exempt one is not exempt.")
                .effect("Whoever can have a name below the domain goes unpinned.");
        topic.note("ExemptSpelling", "SELF_DOS", "An exemption is found for every spelling of its host.");
        topic.note(
                "ExemptStrict",
                "SELF_DOS",
                "What is exempt is listed: it is accepted where unlisted hosts are denied.");
        topic.note(
                "ExemptAlone",
                "FAIL_OPEN",
                "Exemptions are no rules: with nothing else to check, a policy would check nothing.");
        topic.note(
                "MalformedExemption",
                "FAIL_OPEN",
                "One malformed exemption makes the policy malformed; it is not skipped.");
        topic.note(
                        "DuplicateExemption",
                        "PIN_BYPASS",
                        "One pattern twice, in whatever spelling, as rule and exemption above all, is a contradiction.")
                .effect("The exemption silently replaces the rule.");
    }
}
