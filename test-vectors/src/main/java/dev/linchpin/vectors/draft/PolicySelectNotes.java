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
    }
}
