package dev.linchpin.config;

import dev.linchpin.policy.PinPolicy;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Policies and findings, as short as tests compare them. */
final class PolicyText {
    static final String A = RandomPolicies.hash(1);
    static final String B = RandomPolicies.hash(2);
    static final String C = RandomPolicies.hash(3);
    static final String D = RandomPolicies.hash(4);

    private PolicyText() {}

    /** {@code host pins MODE until end}, with each pin as the letter that it has here. */
    static List<String> rules(PinPolicy policy) {
        return policy.rules().stream()
                .map(rule -> {
                    TreeSet<String> pins = new TreeSet<>();
                    rule.pins().forEach(pin -> pins.add(letter(pin.toString())));
                    return rule.hosts() + " " + String.join("", pins) + " " + rule.mode()
                            + rule.expires().map(end -> " until " + end).orElse("");
                })
                .collect(Collectors.toList());
    }

    private static String letter(String pin) {
        return pin.replace("sha256/", "")
                .replace(A, "A")
                .replace(B, "B")
                .replace(C, "C")
                .replace(D, "D");
    }

    /** {@code line:column rule}. */
    static List<String> places(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.position().map(place -> place + " ").orElse("") + finding.rule())
                .collect(Collectors.toList());
    }

    /** The text with the fixes of all findings made. */
    static String fixed(String text, List<Finding> findings) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = findings.size() - 1; i >= 0; i--) {
            findings.get(i).fix().ifPresent(edit -> changed.replace(edit.start(), edit.end(), edit.replacement()));
        }
        return changed.toString();
    }
}
