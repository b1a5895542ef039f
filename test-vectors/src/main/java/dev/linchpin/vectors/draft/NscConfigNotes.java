package dev.linchpin.vectors.draft;

/** Why the cases of {@link NscConfig} exist. */
final class NscConfigNotes {
    private NscConfigNotes() {}

    static void addTo(TopicDraft topic) {
        topic.note("Basic", "BASIC", "What every reader gets right.");
        topic.note("NoBackup", "DEFINED", "Android does not ask for a second pin.");
        topic.note("EveryDomain", "FAIL_OPEN", "A configuration holds for each of its domains.")
                .effect("Whoever keeps one domain only leaves the others unpinned.")
                .link("https://github.com/datatheorem/TrustKit-Android/issues/78");
        topic.note("Subdomains", "FAIL_OPEN", "includeSubdomains covers the domain itself and every host below it.")
                .effect("A host below is not pinned, or one that only ends alike is.");
        topic.note("HostSpelling", "FAIL_OPEN", "A host is the same in upper case, and with a dot at its end.")
                .effect("Another spelling escapes its pins.");
        topic.note("SilentlyUnpinned", "FAIL_OPEN", "A domain that is no host in canonical form matches none.")
                .effect("The file is read without an error, and nothing is pinned.");
        topic.note("Specificity", "FAIL_OPEN", "The exact domain goes first, then the longest.")
                .effect("A host has the pins of another one.");
        topic.note(
                        "Inheritance",
                        "FAIL_OPEN",
                        "What a nested configuration does not set it has from the one around it.")
                .effect("Nested hosts are not pinned, or have pins that were replaced.");
        topic.note(
                        "Exempt",
                        "DEFINED",
                        "A configuration with its own empty pin-set, or beside the pinned one, has no pins.")
                .effect("A host that is free on purpose is locked out.");
        topic.note("Order", "FAIL_OPEN", "Elements may come in any order.")
                .effect("What comes before its domain is lost.");
        topic.note("Expiration", "TIME", "An expiration ends the pins, not the configuration.");
        topic.note("LenientDate", "TIME", "The platform reads a date up to where it is one.")
                .effect(
                        "A reader that refuses the file, or keeps the pins for ever, does something else than the app.");
        topic.note(
                        "LooseBoolean",
                        "FAIL_OPEN",
                        "Words and numbers are typed by the resource compiler; what is none is the default.")
                .effect("includeSubdomains=\"yes\" covers no subdomain.");
        topic.note(
                "LenientPin",
                "CANONICALIZATION",
                "The platform's base64 skips what is no base64, and asks neither for padding nor for clean bits.");
        topic.note("Placeholder", "CANONICALIZATION", "A placeholder is a pin to the platform.")
                .effect("As the only pin it locks everybody out; as a backup it is none.");
        topic.note("WhiteSpace", "CANONICALIZATION", "White space around texts is cut off.");
        topic.note("UnknownElement", "CANONICALIZATION", "Unknown elements are skipped, and what they hold.");
        topic.note(
                "Comment",
                "CANONICALIZATION",
                "Comments, CDATA sections and references do not change a text that they do not divide.");
        topic.note(
                        "Namespace",
                        "CANONICALIZATION",
                        "Elements count by local name; attributes only without a namespace.")
                .effect("A foreign attribute switches something on or off.");
        topic.note("OverridePins", "FAIL_OPEN", "What these authorities issue needs no pin.")
                .effect("Whoever holds one of their keys is above the pins.");
        topic.note("Debug", "FAIL_OPEN", "debug-overrides count in debuggable builds alone.")
                .effect("The authorities of a test bench are above the pins in production.");
        topic.note("Level", "DEFINED", "Versions of Android differ.");
        topic.note("Refused", "FAIL_OPEN", "What the platform refuses it refuses as a whole.")
                .effect("A reader that goes on without the bad part has fewer pins than the file.");
        topic.note(
                        "Surprise",
                        "FAIL_OPEN",
                        "What the platform takes in another way than it looks, a strict reader refuses.")
                .effect("Somebody believes to be pinned who is not.");
        topic.note("Attributes", "DEFINED", "What Android cannot say stands in attributes that it skips.");
    }
}
