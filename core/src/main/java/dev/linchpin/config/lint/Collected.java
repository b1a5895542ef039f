package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyFileException;
import dev.linchpin.config.Position;
import dev.linchpin.config.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was found so far, each rule once at each place: what the reader of the file said comes first, since it knows the text. */
final class Collected {
    /** Faults of a whole set stand where it begins, and are no matter of how that is written. */
    private static final Set<String> OF_A_SET = Set.of("single-pin", "contradiction");

    private static final Comparator<Finding> IN_ORDER_OF_FILE = Comparator.comparingInt(
            finding -> finding.position().map(Position::start).orElse(-1));

    private final Map<Object, Finding> findings = new LinkedHashMap<>();

    Collected(List<Finding> ofReader) {
        ofReader.forEach(this::add);
    }

    void add(Finding finding) {
        findings.putIfAbsent(key(finding), finding);
    }

    /** Adds what is said better than whatever the same rule says of the same place. */
    void replace(Finding finding) {
        findings.put(key(finding), finding);
    }

    /** Where there is no place, what is said tells one from another. */
    private static Object key(Finding finding) {
        Optional<Position> place = finding.position();
        return List.of(finding.rule(), place.isPresent() ? place.get() : finding.message());
    }

    /** Why no policy can be made of the draft, but for what has already been said of the same place in better words. */
    void addFaults(PolicyDraft draft) {
        Set<Optional<Position>> wrong = new HashSet<>();
        findings.values().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .forEach(finding -> wrong.add(finding.position()));
        try {
            draft.policy();
        } catch (PolicyFileException e) {
            for (Finding fault : e.findings()) {
                boolean said = fault.position().isPresent() ? wrong.contains(fault.position()) : !wrong.isEmpty();
                if (OF_A_SET.contains(fault.rule()) || !said) {
                    add(fault);
                }
            }
        }
    }

    List<Finding> inOrder(int max) {
        List<Finding> all = new ArrayList<>(findings.values());
        int left = all.size() - max;
        if (left > 0) {
            all.sort(Comparator.comparing(Finding::severity));
            all = new ArrayList<>(all.subList(0, max - 1));
            all.add(Finding.of(
                    "too-many-findings",
                    Severity.WARNING,
                    Optional.empty(),
                    (left + 1) + " findings are left out, the least severe ones, expected " + max + " at most"));
        }
        all.sort(IN_ORDER_OF_FILE);
        return all;
    }
}
