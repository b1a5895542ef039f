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
 * Applies the fixes of findings to a text. They are kept only if the text then reads better: with fewer errors and none
 * of a new kind, or as many and fewer warnings, or as many of both and fewer notes. Every other character stays.
 */
final class Mending {
    /** Each round mends what the one before has brought to light. */
    private static final int MAX_ROUNDS = 3;

    /** A file in which so many parts cannot be mended together is better looked at by somebody. */
    private static final int MAX_READINGS = 64;

    private final Function<String, List<Finding>> lint;
    private String text;
    private List<Finding> findings;
    private int mended;
    private int readings;

    Mending(String text, List<Finding> findings, Function<String, List<Finding>> lint) {
        this.text = text;
        this.findings = findings;
        this.lint = lint;
    }

    Mending run() {
        for (int round = 0; round < MAX_ROUNDS && attemptParts(edits()); round++) {
            // The findings are those of the text as it now is.
        }
        return this;
    }

    /** All together, since that is what nearly always works; else each half, until those are left out that are to blame. */
    private boolean attemptParts(List<Edit> edits) {
        if (edits.isEmpty() || readings == MAX_READINGS) {
            return false;
        }
        if (attempt(edits)) {
            return true;
        }
        int half = edits.size() / 2;
        if (half == 0) {
            return false;
        }
        // What stands further back goes first, so the offsets before it still hold.
        boolean behind = attemptParts(edits.subList(0, half));
        boolean before = attemptParts(edits.subList(half, edits.size()));
        return behind || before;
    }

    private boolean attempt(List<Edit> edits) {
        readings++;
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

    private String apply(List<Edit> lastFirst) {
        StringBuilder changed = new StringBuilder(text.length());
        int from = 0;
        for (int i = lastFirst.size() - 1; i >= 0; i--) {
            Edit edit = lastFirst.get(i);
            changed.append(text, from, edit.start()).append(edit.replacement());
            from = edit.end();
        }
        return changed.append(text, from, text.length()).toString();
    }

    String text() {
        return text;
    }

    /** How many fixes were applied. */
    int mended() {
        return mended;
    }
}
