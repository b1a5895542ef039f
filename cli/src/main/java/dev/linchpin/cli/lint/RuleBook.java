package dev.linchpin.cli.lint;

import dev.linchpin.config.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Every rule by which there may be findings, in alphabetical order; docs/lint.md has a section for each, which a test compares. */
final class RuleBook {
    private static final List<Rule> ALL = List.of(
            new Rule(
                    "android-certificate-transparency",
                    Severity.NOTE,
                    "Android versions differ: certificateTransparency is read from 16 on."),
            new Rule(
                    "android-cleartext-default",
                    Severity.NOTE,
                    "Android versions differ: what cleartextTrafficPermitted is where it is not set."),
            new Rule(
                    "android-domain-encryption",
                    Severity.NOTE,
                    "Android versions differ: domainEncryption is read from 17 on."),
            new Rule(
                    "android-localhost",
                    Severity.NOTE,
                    "Android versions differ: 17 has a configuration of its own for localhost."),
            new Rule(
                    "android-wfa",
                    Severity.WARNING,
                    "Android versions differ: 7 and 8 refuse a file with src=\"wfa\"."),
            new Rule(
                    "attribute-value", Severity.ERROR, "An attribute of Linchpin's has a value that it does not know."),
            new Rule(
                    "backup-in-chain",
                    Severity.WARNING,
                    "Every pin is of a key in the served chain, so there is no backup."),
            new Rule(
                    "boolean-syntax",
                    Severity.ERROR,
                    "A boolean is written in a way that Android may read as the opposite."),
            new Rule(
                    "certificates-src",
                    Severity.ERROR,
                    "The certificates of a trust anchor have no source, or an unknown one."),
            new Rule("cleartext-pinned", Severity.WARNING, "A pinned domain permits clear text."),
            new Rule("contradiction", Severity.ERROR, "Two parts of a rule contradict each other."),
            new Rule("domain-encryption", Severity.ERROR, "A domainEncryption has no mode."),
            new Rule(
                    "domain-encryption-mode",
                    Severity.WARNING,
                    "The mode of a domainEncryption is a word that is read as another one."),
            new Rule(
                    "domain-spelling", Severity.ERROR, "A domain is written in a way that matches no host on Android."),
            new Rule(
                    "domain-trailing-dot", Severity.ERROR, "A domain ends with a dot, and matches no host on Android."),
            new Rule("domain-wildcard", Severity.ERROR, "A domain has a wildcard, and matches no host on Android."),
            new Rule(
                    "duplicate-domain", Severity.ERROR, "A domain is in the file twice, and Android refuses the file."),
            new Rule("duplicate-host", Severity.ERROR, "Two entries are for the same hosts."),
            new Rule("empty-element", Severity.ERROR, "An element is empty that has to hold text."),
            new Rule("encoding", Severity.ERROR, "The file is no text in UTF-8."),
            new Rule("expiration-syntax", Severity.ERROR, "An expiry is no date, or another one than it looks."),
            new Rule("expired-pins", Severity.ERROR, "The pins have ended."),
            new Rule("expires-soon", Severity.WARNING, "The pins end soon."),
            new Rule("foreign-namespace", Severity.ERROR, "A name of another namespace is read by Android as its own."),
            new Rule("host-syntax", Severity.ERROR, "A host is malformed."),
            new Rule(
                    "leaf-only-short-lived",
                    Severity.NOTE,
                    "Only the key of a certificate that is soon replaced is pinned."),
            new Rule("malformed-xml", Severity.ERROR, "The file is no XML that is read here."),
            new Rule("misplaced-element", Severity.ERROR, "An element stands where it is skipped or refused."),
            new Rule(
                    "mistaken-pin",
                    Severity.ERROR,
                    "A pin is the hash of something else than the key of a certificate."),
            new Rule("never-expires", Severity.NOTE, "The pins never end."),
            new Rule("no-domain", Severity.ERROR, "A domain-config names no domain."),
            new Rule("one-label", Severity.NOTE, "A domain is pinned by Linchpin and not by Android."),
            new Rule("override-pins", Severity.ERROR, "Trust anchors override the pins outside of debug builds."),
            new Rule("pin-spelling", Severity.ERROR, "A pin is not written as pins are, though Android reads it."),
            new Rule(
                    "pin-syntax",
                    Severity.ERROR,
                    "A pin is none: wrong alphabet, wrong length or bits behind its end."),
            new Rule("pins-nothing", Severity.ERROR, "The file pins nothing."),
            new Rule("placeholder-pin", Severity.ERROR, "A pin was copied from an example."),
            new Rule("public-suffix", Severity.WARNING, "An entry covers the hosts of strangers."),
            new Rule("repeated-element", Severity.ERROR, "An element is there twice."),
            new Rule("repeated-pin", Severity.WARNING, "A pin is in its set twice."),
            new Rule(
                    "report-only-below-enforced",
                    Severity.WARNING,
                    "An entry only reports below one that is enforced."),
            new Rule("root-element", Severity.ERROR, "The root element is of another kind of document."),
            new Rule("root-only", Severity.WARNING, "Only a root is pinned."),
            new Rule("shadowed-host", Severity.NOTE, "An entry says the same as the wider one above it."),
            new Rule("single-pin", Severity.ERROR, "There is one pin and no backup."),
            new Rule("stray-text", Severity.ERROR, "Text stands where it is skipped."),
            new Rule("too-many-findings", Severity.WARNING, "There are more findings than are told."),
            new Rule("trust-anchors", Severity.NOTE, "Trust anchors are not applied by Linchpin."),
            new Rule("unknown-attribute", Severity.ERROR, "An attribute is unknown, and skipped by Android."),
            new Rule("unknown-digest", Severity.ERROR, "A pin is of another hash than SHA-256."),
            new Rule("unknown-element", Severity.ERROR, "An element is unknown, and skipped by Android."),
            new Rule("unpinned-below-pinned", Severity.WARNING, "An entry is not pinned below one that is."),
            new Rule(
                    "unpredictable-intermediate",
                    Severity.WARNING,
                    "An intermediate is pinned that its authority may not use next time."),
            new Rule("unreachable-host", Severity.WARNING, "An entry covers no host that there can be."),
            new Rule("whole-top-level-domain", Severity.ERROR, "An entry covers a whole top-level domain."));

    private static final Map<String, Integer> INDEX = IntStream.range(0, ALL.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(index -> ALL.get(index).id(), index -> index));

    private RuleBook() {}

    /**
     * A rule.
     *
     * @param severity what its findings are unless circumstances make them less
     */
    record Rule(String id, Severity severity, String sentence) {}

    static List<Rule> all() {
        return ALL;
    }

    /** Its place in {@link #all}; -1 if there is none. */
    static int indexOf(String id) {
        return INDEX.getOrDefault(id, -1);
    }
}
