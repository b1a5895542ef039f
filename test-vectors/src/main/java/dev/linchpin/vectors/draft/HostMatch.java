package dev.linchpin.vectors.draft;

import dev.linchpin.vectors.VectorFile;

/** Which hosts a pattern covers, and which spellings of a host are the same host. */
final class HostMatch {
    private static final String OP = "host.match";

    private final TopicDraft topic = TopicDraft.of(
            "host-match",
            "host.match: does the pattern of a rule cover the host that a client connects to?",
            "match and no-match are about well-formed input; a malformed pattern or host is a reject. A host that is merely not"
                    + " matched is unlisted and may be let through, so malformed must never become no-match.");

    private HostMatch() {}

    static VectorFile draft() {
        HostMatch draft = new HostMatch();
        draft.notes();
        draft.exact();
        return draft.topic.finish();
    }

    private void notes() {
        topic.note("Exact", "BASIC", "A pattern without wildcard covers the host of that name and no other.");
    }

    private void exact() {
        GroupDraft group = topic.group("exact", OP);
        group.test("same", "the pattern is the host", "Exact")
                .in(host("example.com", "example.com"))
                .expect("match");
        group.test("other", "another host of the same domain", "Exact")
                .in(host("api.example.com", "www.example.com"))
                .expect("no-match")
                .unlike("same");
    }

    private static Object[] host(String pattern, String host) {
        return new Object[] {"pattern", pattern, "host", host};
    }
}
