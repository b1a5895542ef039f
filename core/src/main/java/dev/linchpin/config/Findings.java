package dev.linchpin.config;

import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.internal.xml.XmlRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects what is to be said about a text, each with its place in it. */
final class Findings {
    private static final Comparator<Finding> IN_ORDER_OF_FILE = Comparator.comparingInt(
            finding -> finding.position().map(Position::start).orElse(-1));

    private final SourceText source;
    private final List<Finding> all = new ArrayList<>();

    Findings(SourceText source) {
        this.source = source;
    }

    void add(Finding finding) {
        all.add(finding);
    }

    void addAll(List<Finding> findings) {
        all.addAll(findings);
    }

    void error(String rule, XmlRange where, String message) {
        all.add(make(rule, Severity.ERROR, where, message));
    }

    void warn(String rule, XmlRange where, String message) {
        all.add(make(rule, Severity.WARNING, where, message));
    }

    void note(String rule, XmlRange where, String message) {
        all.add(make(rule, Severity.NOTE, where, message));
    }

    Finding make(String rule, Severity severity, XmlRange where, String message) {
        return Finding.of(rule, severity, Optional.of(source.trimmed(where)), message);
    }

    /** Only where nothing but this text stands: a comment beside it stays as it is. */
    Finding withText(Finding finding, XmlElement element, String replacement) {
        return source.text().indexOf("<", element.inside().start())
                        == element.inside().end()
                ? finding.withFix(edit(element.inside(), replacement))
                : finding;
    }

    Edit edit(XmlRange where, String replacement) {
        return new Edit(where.start(), where.end(), replacement);
    }

    /** In an order that is always the same. */
    static String oneOf(Set<String> words) {
        return words.isEmpty() ? "none" : "one of " + String.join(", ", new TreeSet<>(words));
    }

    boolean hasErrors() {
        return all.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** In the order of the file; of two that say the same of a place, the later one, which is the platform's. */
    List<Finding> inOrder() {
        Map<Object, Finding> distinct = new LinkedHashMap<>();
        for (Finding finding : all) {
            distinct.put(List.of(finding.rule(), finding.position()), finding);
        }
        return distinct.values().stream().sorted(IN_ORDER_OF_FILE).collect(Collectors.toList());
    }
}
