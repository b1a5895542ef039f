package dev.linchpin.vectors.draft;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.VectorFile;
import java.util.List;

/** Which one of several rules applies to a host, and what becomes of a host that none covers. */
final class PolicySelect {
    private static final String OP = "policy.select";
    private static final List<String> NESTED = List.of("**.example.com", "*.example.com", "api.example.com");

    private final TopicDraft topic = TopicDraft.of(
            "policy-select",
            "policy.select: which of the rules applies to a host? The answer's rule is the pattern as it was given.",
            "The most specific rule applies, alone: the exact host; then the longest domain; of one domain *. before **., except"
                    + " that **.domain is the rule for the domain itself.",
            "An implementation that merges rules (choice overlap: union) answers with the list of all patterns that apply, in"
                    + " the order given.",
            "Exemptions, which cases with the feature exempt have, are patterns of hosts that are unpinned on purpose: rules and"
                    + " exemptions are one list, of which the most specific entry applies, alone.");

    private PolicySelect() {}

    static VectorFile draft() {
        PolicySelect draft = new PolicySelect();
        PolicySelectNotes.addTo(draft.topic);
        draft.single(draft.topic.group("single", OP));
        draft.overlap(draft.topic.group("overlap", OP));
        draft.unlisted(draft.topic.group("unlisted", OP));
        draft.malformed(draft.topic.group("malformed", OP));
        PolicyExemptions.addTo(draft.topic.group("exempt", OP));
        return draft.topic.finish();
    }

    private void single(GroupDraft group) {
        select(group, "exact", "the rule of the host", "Single", "api.example.com", List.of("api.example.com"));
        select(group, "wildcard", "the rule of its domain", "Single", "www.example.com", List.of("*.example.com"));
        select(group, "subtree", "the rule of a domain above", "Single", "a.b.example.com", List.of("**.example.com"));
        select(
                group,
                "upper-case-host",
                "an upper-case host",
                "HostSpelling",
                "API.Example.com",
                List.of("api.example.com"));
        select(
                group,
                "trailing-dot-host",
                "an absolute host",
                "HostSpelling",
                "api.example.com.",
                List.of("api.example.com"));
        select(
                group,
                "upper-case-rule",
                "a rule is answered as it was given",
                "HostSpelling",
                "api.example.com",
                List.of("API.example.com."));
        select(
                group,
                "mapped-address",
                "the IPv4-mapped form of a listed address",
                "HostSpelling",
                "::ffff:192.0.2.1",
                List.of("192.0.2.1"));
        select(
                group,
                "second",
                "the rule that is not the first",
                "Single",
                "www.example.org",
                List.of("api.example.com", "www.example.org"));
    }

    private void overlap(GroupDraft group) {
        select(
                group,
                "order",
                "a wildcard rule in front of the exact one",
                "Specificity",
                "a.example.org",
                List.of("b.example.org", "a.example.org"));
        overlap(
                group,
                "exact-first",
                "all three, the exact rule last",
                NESTED,
                "api.example.com",
                "api.example.com",
                NESTED);
        List<String> reversed = List.of("api.example.com", "*.example.com", "**.example.com");
        overlap(
                group,
                "exact-first-reversed",
                "all three, the exact rule first",
                reversed,
                "api.example.com",
                "api.example.com",
                reversed);
        List<String> wildcards = List.of("**.example.com", "*.example.com");
        overlap(
                group,
                "one-label-first",
                "*. before **. of one domain",
                wildcards,
                "api.example.com",
                "*.example.com",
                wildcards);
        List<String> deep = List.of("**.example.com", "**.api.example.com");
        overlap(
                group,
                "longer-domain",
                "the longer of two domains",
                deep,
                "v1.api.example.com",
                "**.api.example.com",
                deep);
        List<String> mixed = List.of("*.api.example.com", "**.example.com");
        overlap(
                group,
                "longer-domain-one-label",
                "the longer domain, though the other covers it too",
                mixed,
                "v1.api.example.com",
                "*.api.example.com",
                mixed);
        List<String> apex = List.of("*.example.com", "**.api.example.com");
        overlap(
                group,
                "apex-of-subtree",
                "**.domain is the rule for the domain itself",
                apex,
                "api.example.com",
                "**.api.example.com",
                apex);
        select(
                group,
                "below-one-label",
                "too deep for *., so **. it is",
                "Specificity",
                "v1.api.example.com",
                NESTED,
                "**.example.com");
        select(group, "apex", "too short for *., so **. it is", "Specificity", "example.com", NESTED, "**.example.com");
        select(
                group,
                "sibling",
                "the exact rule of a sibling does not apply",
                "Specificity",
                "www.example.com",
                List.of("api.example.com", "*.example.com"),
                "*.example.com");
    }

    private void unlisted(GroupDraft group) {
        policy(group, "allow", "no rule covers the host", "Unlisted", "allow", "example.org", NESTED)
                .expect("unlisted");
        policy(group, "report", "unlisted hosts are reported", "Unlisted", "report", "example.org", NESTED)
                .expect("unlisted");
        policy(group, "deny", "unlisted hosts are denied", "StrictMode", "deny", "example.org", NESTED)
                .expect("reject")
                .unlike("allow");
        policy(group, "deny-listed", "a listed host", "StrictMode", "deny", "www.example.com", List.of("*.example.com"))
                .expect("match", "rule", "*.example.com");
        policy(group, "lookalike-suffix", "ends like a listed domain", "Unlisted", "allow", "badexample.com", NESTED)
                .expect("unlisted");
        policy(
                        group,
                        "parent",
                        "the parent of a listed host",
                        "Unlisted",
                        "allow",
                        "example.com",
                        List.of("api.example.com"))
                .expect("unlisted");
        policy(group, "deny-lookalike", "ends like a listed domain", "StrictMode", "deny", "badexample.com", NESTED)
                .expect("reject")
                .unlike("deny-listed");
        policy(
                        group,
                        "deny-without-rules",
                        "no rules, everything denied",
                        "StrictMode",
                        "deny",
                        "example.org",
                        List.of())
                .expect("reject")
                .unlike("allow");
    }

    private void malformed(GroupDraft group) {
        reject(group, "empty-host", "no host", "MalformedHost", "", NESTED);
        reject(group, "host-with-port", "a host with its port", "MalformedHost", "api.example.com:443", NESTED);
        reject(group, "ideographic-dot", "U+3002 in the host", "MalformedHost", "api\u3002example.com", NESTED);
        reject(
                group,
                "legacy-address",
                "an IPv4 address as one number",
                "MalformedHost",
                "3221225985",
                List.of("192.0.2.1"));
        reject(
                group,
                "duplicate",
                "the same pattern twice",
                "DuplicateRule",
                "api.example.com",
                List.of("api.example.com", "api.example.com"));
        reject(
                group,
                "duplicate-case",
                "the same pattern in two cases",
                "DuplicateRule",
                "api.example.com",
                List.of("api.example.com", "API.example.com"));
        reject(
                group,
                "duplicate-dot",
                "the same pattern, once absolute",
                "DuplicateRule",
                "api.example.com",
                List.of("*.example.com", "*.example.com."));
        reject(
                group,
                "duplicate-address",
                "one address in two spellings",
                "DuplicateRule",
                "2001:db8::1",
                List.of("2001:db8::1", "[2001:db8:0::1]"));
        reject(
                group,
                "other-rule",
                "a malformed rule beside the one that applies",
                "MalformedRule",
                "api.example.com",
                List.of("api.example.com", "www.*.com"));
        reject(
                group,
                "empty-rule",
                "an empty rule beside the one that applies",
                "MalformedRule",
                "api.example.com",
                List.of("api.example.com", ""));
        reject(group, "no-rules", "no rules, everything allowed", "EmptyPolicy", "api.example.com", List.of());
    }

    private static void select(
            GroupDraft group, String id, String comment, String flag, String host, List<String> rules, String... rule) {
        String expected = rule.length == 0 ? rules.get(rules.size() - 1) : rule[0];
        policy(group, id, comment, flag, "allow", host, rules).expect("match", "rule", expected);
    }

    private static void overlap(
            GroupDraft group,
            String id,
            String comment,
            List<String> rules,
            String host,
            String one,
            List<String> all) {
        group.test(id, comment, "Specificity", "Union")
                .in("rules", rules, "unlisted", "allow", "host", host)
                .choice("overlap", Answer.of("match", "rule", one), Answer.of("match", "rule", all));
    }

    private static void reject(
            GroupDraft group, String id, String comment, String flag, String host, List<String> rules) {
        policy(group, id, comment, flag, "allow", host, rules).expect("reject").unlike("single::exact");
    }

    private static CaseDraft policy(
            GroupDraft group,
            String id,
            String comment,
            String flag,
            String unlisted,
            String host,
            List<String> rules) {
        return group.test(id, comment, flag).in("rules", rules, "unlisted", unlisted, "host", host);
    }
}
