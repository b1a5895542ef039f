package dev.linchpin.cli.lint;

import dev.linchpin.config.Edit;
import dev.linchpin.config.Finding;
import dev.linchpin.config.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Applies the fixes of findings to a text. Each is tried for itself and kept only if the text then reads better: with fewer errors and none
 * of a new kind, or as many and fewer warnings, or as many of both and fewer notes. Every other character stays.
 */
final class Mending {
    /** Each round mends what the one before has brought to light. */
    private static final int MAX_ROUNDS = 3;

    private final Function<String, List<Finding>> lint;
    private String text;
    private List<Finding> findings;
    private int mended;

    Mending(String text, List<Finding> findings, Function<String, List<Finding>> lint) {
        this.text = text;
        this.findings = findings;
        this.lint = lint;
    }

    Mending run() {
        for (int round = 0; round < MAX_ROUNDS && oneRound(); round++) {
            // The findings are those of the text as it now is.
        }
        return this;
    }

    /** Together first, since that is what nearly always works, and reads the text once. */
    private boolean oneRound() {
        List<Edit> edits = edits();
        if (edits.isEmpty() || attempt(edits)) {
            return !edits.isEmpty();
        }
        boolean any = false;
        for (Edit edit : edits) {
            any |= attempt(
                    List.of(edit)); // From the end of the text to its beginning, so offsets before it still hold.
        }
        return any;
    }

    private boolean attempt(List<Edit> edits) {
        String changed = apply(edits);
        List<Finding> now = lint.apply(changed);
        if (!isBetter(now)) {
            return false;
        }
        mended += edits.size();
        text = changed;
        findings = now;
        return true;
    }

    private boolean isBetter(List<Finding> now) {
        if (!kindsOfErrors(findings).containsAll(kindsOfErrors(now))) {
            return false;
        }
        for (Severity severity : Severity.values()) {
            long fewer = count(findings, severity) - count(now, severity);
            if (fewer != 0) {
                return fewer > 0;
            }
        }
        return false;
    }

    private static Set<String> kindsOfErrors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::rule)
                .collect(Collectors.toSet());
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** The last one first; of two that overlap, the one that stands further back. */
    private List<Edit> edits() {
        List<Edit> all = findings.stream()
                .map(Finding::fix)
                .flatMap(Optional::stream)
                .distinct()
                .sorted(Comparator.comparingInt(Edit::start).reversed())
                .toList();
        List<Edit> apart = new ArrayList<>();
        int from = text.length();
        for (Edit edit : all) {
            if (edit.end() <= from) {
                apart.add(edit);
                from = edit.start();
            }
        }
        return apart;
    }

    private String apply(List<Edit> edits) {
        StringBuilder changed = new StringBuilder(text);
        edits.forEach(edit -> changed.replace(edit.start(), edit.end(), edit.replacement()));
        return changed.toString();
    }

    String text() {
        return text;
    }

    List<Finding> findings() {
        return findings;
    }

    /** How many fixes were applied. */
    int mended() {
        return mended;
    }
}
