package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.lint.Mutant.Mutation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Mistakes in choosing a rule. */
final class SelectMutations {
    private static final String OP = "policy.select";

    private SelectMutations() {}

    static List<Mutation> all() {
        return List.of(
                Mutation.on(
                        OP,
                        "first-rule",
                        "takes the first rule that covers the host",
                        q -> q.is("match")
                                ? Answer.of("match", "rule", covering(q).get(0))
                                : q.right()),
                Mutation.on(
                        OP,
                        "union-of-rules",
                        "merges all rules that cover the host",
                        q -> q.is("match") && covering(q).size() > 1
                                ? Answer.of("match", "rule", covering(q))
                                : q.right()),
                Mutation.on(
                        OP,
                        "last-duplicate",
                        "takes the last of two rules for one pattern",
                        q -> q.with("rules", distinct(q))),
                Mutation.on(
                        OP,
                        "textual-hosts",
                        "looks hosts up as they are written",
                        q -> q.when(q.is("match") && !q.text("host").matches("[a-z0-9.-]*[a-z0-9]"), "unlisted")),
                Mutation.on(OP, "suffix-of-characters", "takes any end of the host for its domain", q -> {
                    List<String> rules = q.texts("rules").stream()
                            .filter(rule ->
                                    !rule.isEmpty() && q.text("host").endsWith(rule.replaceFirst("^\\*+\\.", "")))
                            .toList();
                    return q.is("match") || rules.isEmpty() ? q.right() : Answer.of("match", "rule", rules.get(0));
                }),
                Mutation.on(
                        OP,
                        "denies-nobody",
                        "lets unlisted hosts through that are to be denied",
                        q -> q.text("unlisted").equals("deny") ? q.with("unlisted", "allow") : q.right()),
                Mutation.on(
                        OP,
                        "malformed-host-is-unlisted",
                        "takes a malformed host for an unlisted one",
                        q -> q.when(q.is("reject") && isMalformed(q, q.text("host")), "unlisted")),
                Mutation.on(
                        OP,
                        "skips-malformed-rules",
                        "leaves out rules that it cannot read",
                        q -> q.with(
                                "rules",
                                q.texts("rules").stream()
                                        .filter(rule -> !rule.isEmpty() && !isBadPattern(q, rule))
                                        .toList())),
                Mutation.on(
                        OP,
                        "empty-policy",
                        "accepts a policy without rules",
                        q -> q.when(
                                q.texts("rules").isEmpty() && q.text("unlisted").equals("allow"), "unlisted")));
    }

    private static List<String> covering(Question q) {
        return q.texts("rules").stream().filter(rule -> covers(q, rule)).toList();
    }

    static boolean covers(Question q, String pattern) {
        return q.outcome("host.match", Map.of("pattern", pattern, "host", q.text("host")))
                .equals("match");
    }

    private static List<String> distinct(Question q) {
        Set<String> seen = new HashSet<>();
        List<String> rules = new ArrayList<>();
        for (String rule : q.texts("rules")) {
            String key = rule.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").replaceAll("[\\[\\]]|0:", "");
            if (seen.add(key)) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static boolean isMalformed(Question q, String host) {
        return q.outcome("host.match", Map.of("pattern", "example.com", "host", host))
                .equals("reject");
    }

    static boolean isBadPattern(Question q, String pattern) {
        return q.outcome("host.match", Map.of("pattern", pattern, "host", "example.com"))
                .equals("reject");
    }
}
