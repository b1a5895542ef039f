package dev.linchpin.vectors.draft;

import java.util.List;

/** Hosts that are unpinned on purpose, beside rules. In no case does more than one rule cover the host. */
final class PolicyExemptions {
    private static final String FEATURE = "exempt";
    private static final String SUBTREE = "**.example.com";

    private final GroupDraft group;

    private PolicyExemptions(GroupDraft group) {
        this.group = group;
    }

    static void addTo(GroupDraft group) {
        PolicyExemptions draft = new PolicyExemptions(group);
        draft.below();
        draft.pinned();
        draft.sameDomain();
        draft.spellings();
        draft.unlisted();
        draft.malformed();
        draft.contradictions();
    }

    private void below() {
        exempt("exact", "one host below a pinned domain", "blog.example.com", SUBTREE, "blog.example.com");
        exempt(
                "subtree",
                "a whole subtree of a pinned domain",
                "a.b.cdn.example.com",
                SUBTREE,
                "blog.example.com",
                "**.cdn.example.com");
        exempt(
                "subtree-itself",
                "**.domain is for the domain itself",
                "cdn.example.com",
                SUBTREE,
                "**.cdn.example.com");
        exempt("one-label", "the hosts right below a domain", "a.cdn.example.com", SUBTREE, "*.cdn.example.com");
        match("no-exemptions", "an empty list of exemptions", "Exempt", "blog.example.com", List.of(SUBTREE), SUBTREE);
    }

    private void pinned() {
        match("sibling", "a sibling of the exempt host", "www.example.com", SUBTREE, "blog.example.com");
        match("parent", "the domain above the exempt host", "example.com", SUBTREE, "blog.example.com");
        match("below-exact", "a host below the exempt one", "a.blog.example.com", SUBTREE, "blog.example.com");
        match("lookalike-suffix", "ends like the exempt host", "myblog.example.com", SUBTREE, "blog.example.com");
        match("lookalike-subtree", "ends like the exempt domain", "badcdn.example.com", SUBTREE, "**.cdn.example.com");
        match("below-exempt", "a host below an exempt domain", "pay.example.com", "pay.example.com", SUBTREE);
        match(
                "subtree-below-exempt",
                "a domain below an exempt one",
                "a.pay.example.com",
                "**.pay.example.com",
                SUBTREE);
    }

    private void sameDomain() {
        exempt("one-label-beside-subtree", "*. before **. of one domain", "a.example.com", SUBTREE, "*.example.com");
        match("apex-beside-one-label", "too short for *.", "example.com", SUBTREE, "*.example.com");
        match("below-one-label", "too deep for *.", "a.b.example.com", SUBTREE, "*.example.com");
        match("rule-of-one-label", "*. before **. of one domain", "a.example.com", "*.example.com", SUBTREE);
        exempt("below-rule-of-one-label", "too deep for *.", "a.b.example.com", "*.example.com", SUBTREE);
        match(
                "exact-beside-one-label",
                "the exact rule of a host that *. exempts",
                "api.example.com",
                "api.example.com",
                "*.example.com");
        exempt(
                "apex-of-subtree",
                "the exemption **.domain before the rule *. of what is above",
                "cdn.example.com",
                "*.example.com",
                "**.cdn.example.com");
    }

    private void spellings() {
        spelt("upper-case-host", "an upper-case host", "Blog.EXAMPLE.com", "blog.example.com");
        spelt("trailing-dot-host", "an absolute host", "blog.example.com.", "blog.example.com");
        spelt("upper-case", "an upper-case exemption", "blog.example.com", "BLOG.example.com");
        spelt("trailing-dot", "an absolute exemption", "blog.example.com", "blog.example.com.");
        spelt("u-label-host", "a U-label for its A-label", "b\u00fccher.example.com", "xn--bcher-kva.example.com")
                .needs("idna");
        spelt("u-label", "an exemption with a U-label", "xn--bcher-kva.example.com", "b\u00fccher.example.com")
                .needs("idna");
        policy(
                        "mapped-address",
                        "the IPv4-mapped form of an exempt address",
                        "ExemptSpelling",
                        "deny",
                        "::ffff:192.0.2.1",
                        List.of(SUBTREE),
                        "192.0.2.1")
                .expect("exempt");
    }

    private void unlisted() {
        policy("deny", "unlisted hosts are denied", "ExemptStrict", "deny", "blog.example.org", "blog.example.org")
                .expect("exempt");
        policy("report", "unlisted hosts are reported", "ExemptStrict", "report", "a.example.org", "*.example.org")
                .expect("exempt");
        policy(
                        "allow",
                        "unlisted hosts are allowed, this one is exempt",
                        "Exempt",
                        "allow",
                        "a.example.org",
                        "*.example.org")
                .expect("exempt");
        policy(
                        "not-covered",
                        "an unlisted host beside an exempt one",
                        "Exempt",
                        "allow",
                        "www.example.org",
                        "blog.example.org")
                .expect("unlisted");
        policy(
                        "deny-sibling",
                        "a sibling of the exempt host",
                        "ExemptLookalike",
                        "deny",
                        "www.example.org",
                        "blog.example.org")
                .expect("reject")
                .unlike("deny");
        policy(
                        "deny-lookalike",
                        "ends like the exempt host",
                        "ExemptLookalike",
                        "deny",
                        "myblog.example.org",
                        "blog.example.org")
                .expect("reject")
                .unlike("deny");
        policy(
                        "deny-without-rules",
                        "no rules, one exemption, everything else denied",
                        "ExemptStrict",
                        "deny",
                        "blog.example.org",
                        List.of(),
                        "blog.example.org")
                .expect("exempt");
        policy(
                        "no-rules",
                        "no rules, one exemption, everything allowed",
                        "ExemptAlone",
                        "allow",
                        "blog.example.org",
                        List.of(),
                        "blog.example.org")
                .expect("reject")
                .unlike("deny-without-rules");
    }

    private void malformed() {
        malformed("misplaced-wildcard", "a wildcard that is not in front", "www.*.example.com");
        malformed("wildcard-of-label", "a wildcard for part of a label", "b*.example.com");
        malformed("empty", "an empty exemption", "");
        malformed("with-port", "an exemption with a port", "blog.example.com:443");
        malformed("wildcard-address", "a wildcard before an address", "*.192.0.2.1");
        policy(
                        "malformed-host",
                        "a host with its port",
                        "MalformedHost",
                        "allow",
                        "blog.example.com:443",
                        List.of(SUBTREE),
                        "blog.example.com")
                .expect("reject")
                .unlike("exact");
    }

    private void contradictions() {
        contradiction("twice", "the same exemption twice", SUBTREE, "blog.example.com", "blog.example.com");
        contradiction(
                "twice-spelt", "one exemption in two spellings", SUBTREE, "blog.example.com", "BLOG.example.com.");
        contradiction("rule-too", "a rule and an exemption for one pattern", "blog.example.com", "blog.example.com");
        contradiction(
                "rule-too-spelt", "both for one pattern, in two spellings", "BLOG.example.com.", "blog.example.com");
        contradiction("rule-too-subtree", "both for one subtree", SUBTREE, SUBTREE);
    }

    private void exempt(String id, String comment, String host, String rule, String... exemptions) {
        policy(id, comment, "Exempt", "allow", host, List.of(rule), exemptions).expect("exempt");
    }

    private void match(String id, String comment, String host, String rule, String exemption) {
        String flag = id.startsWith("lookalike") ? "ExemptLookalike" : "ExemptNarrow";
        match(id, comment, flag, host, List.of(rule), rule, exemption);
    }

    private void match(
            String id,
            String comment,
            String flag,
            String host,
            List<String> rules,
            String rule,
            String... exemptions) {
        policy(id, comment, flag, "allow", host, rules, exemptions).expect("match", "rule", rule);
    }

    private CaseDraft spelt(String id, String comment, String host, String exemption) {
        return policy(id, comment, "ExemptSpelling", "allow", host, List.of(SUBTREE), exemption)
                .expect("exempt");
    }

    private void malformed(String id, String comment, String exemption) {
        policy(
                        id,
                        comment,
                        "MalformedExemption",
                        "allow",
                        "blog.example.com",
                        List.of(SUBTREE),
                        "blog.example.com",
                        exemption)
                .expect("reject")
                .unlike("exact");
    }

    private void contradiction(String id, String comment, String rule, String... exemptions) {
        policy(id, comment, "DuplicateExemption", "allow", "blog.example.com", List.of(rule), exemptions)
                .expect("reject")
                .unlike("exact");
    }

    private CaseDraft policy(String id, String comment, String flag, String unlisted, String host, String exemption) {
        return policy(id, comment, flag, unlisted, host, List.of(SUBTREE), exemption);
    }

    private CaseDraft policy(
            String id,
            String comment,
            String flag,
            String unlisted,
            String host,
            List<String> rules,
            String... exemptions) {
        return group.test(id, comment, flag)
                .needs(FEATURE)
                .in("rules", rules, "exemptions", List.of(exemptions), "unlisted", unlisted, "host", host);
    }
}
