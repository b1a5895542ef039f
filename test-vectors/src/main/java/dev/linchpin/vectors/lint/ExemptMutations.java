package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.lint.Mutant.Mutation;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Mistakes in exempting hosts from rules. Questions without exemptions are answered right. */
final class ExemptMutations {
    private static final String EXEMPTIONS = "exemptions";

    private ExemptMutations() {}

    static List<Mutation> all() {
        return List.of(
                mutation("ignores-exemptions", "reads no exemptions", q -> q.with(EXEMPTIONS, null)),
                mutation(
                        "rules-before-exemptions",
                        "exempts only what no rule covers",
                        q -> q.is("exempt") && q.texts("rules").stream().anyMatch(covers(q))
                                ? q.with(EXEMPTIONS, null)
                                : q.right()),
                mutation(
                        "exemptions-before-rules",
                        "exempts whatever an exemption covers",
                        q -> q.when(
                                q.is("match") && q.texts(EXEMPTIONS).stream().anyMatch(covers(q)), "exempt")),
                mutation(
                        "exempts-subdomains",
                        "takes every exemption for one of a subtree",
                        q -> q.with(
                                EXEMPTIONS,
                                q.texts(EXEMPTIONS).stream()
                                        .map(exemption ->
                                                exemption.matches("[a-z][a-z.]*") ? "**." + exemption : exemption)
                                        .toList())),
                mutation(
                        "suffix-of-exemption",
                        "exempts what ends in the characters of an exemption",
                        q -> q.when(
                                !q.is("exempt") && q.texts(EXEMPTIONS).stream().anyMatch(ends(q)), "exempt")),
                mutation(
                        "textual-exemptions",
                        "compares exemptions as they are written",
                        q -> q.is("exempt") && q.texts(EXEMPTIONS).stream().noneMatch(plainly(q))
                                ? q.with(EXEMPTIONS, null)
                                : q.right()),
                mutation(
                        "exempt-is-unlisted",
                        "treats exempt hosts as unlisted ones",
                        q -> q.when(q.is("exempt"), q.text("unlisted").equals("deny") ? "reject" : "unlisted")),
                mutation(
                        "exemption-is-a-rule",
                        "counts exemptions as rules when it looks whether there is something to check",
                        q -> q.texts("rules").isEmpty() ? q.with("unlisted", "report") : q.right()),
                mutation(
                        "skips-malformed-exemptions",
                        "leaves out exemptions that it cannot read",
                        q -> q.with(
                                EXEMPTIONS,
                                q.texts(EXEMPTIONS).stream()
                                        .filter(exemption ->
                                                !exemption.isEmpty() && !SelectMutations.isBadPattern(q, exemption))
                                        .toList())),
                mutation(
                        "same-exemption-twice",
                        "does not mind an exemption that comes twice",
                        q -> q.with(
                                EXEMPTIONS,
                                List.copyOf(new TreeSet<>(q.texts(EXEMPTIONS).stream()
                                        .map(ExemptMutations::canonical)
                                        .toList())))),
                mutation("exemption-replaces-rule", "lets an exemption replace the rule of its pattern", q -> {
                    List<String> exempt = q.texts(EXEMPTIONS).stream()
                            .map(ExemptMutations::canonical)
                            .toList();
                    List<String> kept = q.texts("rules").stream()
                            .filter(rule -> !exempt.contains(canonical(rule)))
                            .toList();
                    return kept.size() < q.texts("rules").size() ? Answer.of("exempt") : q.right();
                }));
    }

    private static Mutation mutation(String name, String mistake, Mutant.Mistake decision) {
        return Mutation.on("policy.select", name, mistake, q -> q.has(EXEMPTIONS) ? decision.answer(q) : q.right());
    }

    private static Predicate<String> covers(Question q) {
        return pattern -> SelectMutations.covers(q, pattern);
    }

    private static Predicate<String> ends(Question q) {
        return exemption ->
                exemption.matches("[a-z*][a-z.*]*") && q.text("host").endsWith(exemption.replaceFirst("^\\*+\\.", ""));
    }

    /** Whether an exemption covers the host without a change to either. */
    private static Predicate<String> plainly(Question q) {
        String host = q.text("host");
        return exemption -> canonical(host).equals(host)
                && canonical(exemption).equals(exemption)
                && exemption.chars().allMatch(character -> character < 0x80)
                && host.matches("[a-z0-9.-]+");
    }

    private static String canonical(String pattern) {
        return pattern.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
