package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.internal.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Patterns of which all that match a host hold for it, made into rules of which one holds. What matches a pattern's hosts besides it, and
 * matches all of them, goes into its rule; the one place where a pattern matches only some of the hosts of another is {@code a.b} for
 * {@code *.b} and {@code **.a.b}, which becomes a rule of its own.
 */
final class UnitedPatterns {
    /** As many pins in rules as there may be elements in an XML file: a few patterns could make any number of them. */
    private static final int MAX_PINS = 1_000_000;

    private static final String ONE_LABEL = Coverage.ONE_LABEL.pattern("");
    private static final String SUBTREE = Coverage.SUBTREE.pattern("");

    private final SourceText source;
    private final Findings findings;
    private final Map<String, Pattern> patterns = new LinkedHashMap<>();
    private int pins;

    UnitedPatterns(SourceText source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    private static final class Pattern {
        private final Located name;
        private final Coverage coverage;
        private final Map<String, Located> pins = new LinkedHashMap<>();
        private Optional<Position> last = Optional.empty();

        Pattern(Located name, Coverage coverage) {
            this.name = name;
            this.coverage = coverage;
        }
    }

    void add(String canonical, Located name, Coverage coverage, List<Located> pins) {
        Pattern pattern = patterns.computeIfAbsent(canonical, key -> new Pattern(name, coverage));
        pins.forEach(pin -> pattern.pins.putIfAbsent(pin.text(), pin));
        pattern.last = pins.get(pins.size() - 1).position();
    }

    /** The rules, in the order of the patterns; nothing if they would be too large, which is then a finding. */
    Optional<List<Host>> hosts() {
        List<Host> hosts = new ArrayList<>();
        for (Map.Entry<String, Pattern> entry : patterns.entrySet()) {
            Pattern pattern = entry.getValue();
            List<Pattern> wider = wider(entry.getKey(), pattern.coverage);
            add(pattern, pattern.coverage, wider, hosts);
            if (pattern.coverage == Coverage.SUBTREE) {
                meeting(entry.getKey().substring(SUBTREE.length()), pattern, hosts);
            }
            if (pins > MAX_PINS) {
                findings.add(Finding.of(
                        "too-large",
                        Severity.ERROR,
                        pattern.name.position(),
                        "the rules hold more than " + MAX_PINS + " pins, expected less"));
                return Optional.empty();
            }
        }
        return Optional.of(hosts);
    }

    private void add(Pattern pattern, Coverage coverage, List<Pattern> wider, List<Host> hosts) {
        Map<String, Located> united = new LinkedHashMap<>(pattern.pins);
        for (Pattern other : wider) {
            other.pins.forEach(united::putIfAbsent);
            if (united.size() > MAX_PINS) {
                break;
            }
        }
        pins += united.size();
        hosts.add(new Host(
                pattern.name, coverage, Pins.enforced(pattern.name.position(), new ArrayList<>(united.values()))));
        boolean isSplit = coverage != pattern.coverage;
        if (united.size() > pattern.pins.size()) {
            findings.add(finding(pattern, coverage, wider, isSplit ? united.values() : added(pattern, united)));
        }
    }

    private static Collection<Located> added(Pattern pattern, Map<String, Located> united) {
        Map<String, Located> rest = new LinkedHashMap<>(united);
        rest.keySet().removeAll(pattern.pins.keySet());
        return rest.values();
    }

    /** {@code a.b}, if it is matched by {@code *.b} and by {@code **.a.b}, and not named itself. */
    private void meeting(String name, Pattern subtree, List<Host> hosts) {
        Pattern oneLabel = patterns.get(ONE_LABEL + parent(name));
        if (oneLabel == null || patterns.containsKey(name)) {
            return;
        }
        List<Pattern> wider = new ArrayList<>(List.of(oneLabel));
        wider.addAll(wider(SUBTREE + name, Coverage.SUBTREE));
        boolean addsNothing = subtree.pins.keySet().containsAll(oneLabel.pins.keySet());
        if (!addsNothing) {
            add(subtree, Coverage.HOST, wider, hosts);
        }
    }

    /** The other patterns that match every host of this one. */
    private List<Pattern> wider(String canonical, Coverage coverage) {
        String name = canonical.substring(coverage.pattern("").length());
        List<Pattern> wider = new ArrayList<>();
        if (coverage != Coverage.SUBTREE) {
            collect(SUBTREE + name, wider);
        }
        if (coverage == Coverage.HOST) {
            collect(ONE_LABEL + parent(name), wider);
        }
        for (String above = parent(name); !above.isEmpty(); above = parent(above)) {
            collect(SUBTREE + above, wider);
        }
        return wider;
    }

    private void collect(String canonical, List<Pattern> wider) {
        Pattern pattern = patterns.get(canonical);
        if (pattern != null) {
            wider.add(pattern);
        }
    }

    private static String parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private Finding finding(Pattern pattern, Coverage coverage, List<Pattern> wider, Collection<Located> missing) {
        String host = coverage.pattern(pattern.name.text());
        String others = wider.stream()
                .map(other -> other.coverage.pattern(other.name.text()))
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
        Finding finding = Finding.of(
                "united-pins",
                Severity.WARNING,
                pattern.name.position(),
                "OkHttp accepts for " + Quoted.plain(host) + " the pins of "
                        + Quoted.plain(others)
                        + " as well, which are read as part of its rule, expected them to be written there");
        String words = missing.stream().map(pin -> " " + pin.text()).collect(Collectors.joining());
        return pattern.last
                .map(place -> finding.withFix(
                        coverage == pattern.coverage
                                ? new Edit(place.end(), place.end(), words)
                                : ownLine(place.end(), host + words)))
                .orElse(finding);
    }

    /** Behind whatever else, a comment say, stands in the line. */
    private Edit ownLine(int from, String line) {
        int end = source.endOfLine(from);
        return new Edit(end, end, source.lineBreak() + line);
    }
}
