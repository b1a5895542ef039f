package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.HostMatch.OP;

import dev.linchpin.vectors.CodeUnits;

/** Hosts that are no text, and what else comes as code units. */
final class HostCodeUnits {
    private HostCodeUnits() {}

    static void addTo(TopicDraft topic) {
        GroupDraft group = topic.group("code-units", OP);
        matches(group, "ascii", "a host that needs no code units", "*.example.com", "api.example.com");
        matches(group, "pair", "a letter of two code units", "xn--7l3i.example.com", "\ud842\udfb7.example.com")
                .needs("idna");
        rejects(group, "high", "the first half of a pair alone", "a\ud800pi.example.com");
        rejects(group, "low", "the second half of a pair alone", "a\udc00pi.example.com");
        rejects(group, "reversed", "the halves of a pair the wrong way round", "a\udfb7\ud842pi.example.com");
        rejects(group, "high-at-the-end", "the first half of a pair as the last unit", "api.example.com\ud800");
        rejects(group, "noncharacter", "U+FFFE, the byte order mark read backwards", "a\ufffepi.example.com");
        rejects(group, "noncharacter-of-plane-16", "U+10FFFF, the last code point", "a\udbff\udfffpi.example.com");
        rejects(group, "noncharacter-amid-letters", "U+FDD0, amid Arabic letters", "a\ufdd0pi.example.com");
        group.test("in-pattern", "half a pair in a pattern", "NoText")
                .in("pattern", CodeUnits.of("*.exam\ud800ple.com"), "host", CodeUnits.of("api.example.com"))
                .needs(CodeUnits.FEATURE)
                .expect("reject")
                .unlike("ascii");
    }

    private static CaseDraft matches(GroupDraft group, String id, String comment, String pattern, String host) {
        return group.test(id, comment, "CodeUnits")
                .in("pattern", pattern, "host", CodeUnits.of(host))
                .needs(CodeUnits.FEATURE)
                .expect("match");
    }

    private static void rejects(GroupDraft group, String id, String comment, String host) {
        group.test(id, comment, "NoText")
                .in("pattern", "*.example.com", "host", CodeUnits.of(host))
                .needs(CodeUnits.FEATURE)
                .expect("reject")
                .unlike("ascii");
    }
}
