package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlText;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.UnlistedHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects OkHttp's patterns and their pins, from text or from arguments. */
final class OkHttpReader {
    private static final String SPKI = "sha256/";

    private final SourceText source;
    private final Findings findings;
    private final HostTraps traps;
    private final UnitedPatterns patterns;

    OkHttpReader(SourceText source) {
        this.source = source;
        this.findings = new Findings(source);
        this.traps = new HostTraps("OkHttp", false, findings);
        this.patterns = new UnitedPatterns(source, findings);
    }

    static Inspection read(SourceText source) {
        OkHttpReader reader = new OkHttpReader(source);
        if (source.text().length() > XmlText.MAX_CHARS) {
            Finding tooLong = Finding.of(
                    "too-large",
                    Severity.ERROR,
                    Optional.of(source.position(0, 0)),
                    "the file is longer than " + XmlText.MAX_CHARS + " characters, expected less");
            return new Inspection(List.of(tooLong), Optional.empty());
        }
        source.forEachLine(reader::line);
        return reader.inspection();
    }

    private void line(int start, int end) {
        List<Located> words = words(start == 0 && source.text().startsWith("\ufeff") ? 1 : start, end);
        if (!words.isEmpty()) {
            add(words.get(0), words.subList(1, words.size()));
        }
    }

    private List<Located> words(int start, int end) {
        String text = source.text();
        List<Located> words = new ArrayList<>();
        int i = start;
        while (i < end) {
            if (isBlank(text.charAt(i))) {
                i++;
                continue;
            }
            if (text.charAt(i) == '#') {
                break;
            }
            int from = i;
            while (i < end && !isBlank(text.charAt(i))) {
                i++;
            }
            words.add(Located.at(source.position(from, i), text.substring(from, i)));
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    void add(Located pattern, List<Located> pins) {
        Coverage coverage = Coverage.of(pattern.text());
        int prefix = coverage.pattern("").length();
        Located name = new Located(
                pattern.text().substring(prefix),
                pattern.position()
                        .map(place -> new Position(
                                place.line(), place.column() + prefix, place.start() + prefix, place.end())));
        if (pins.isEmpty()) {
            traps.error(
                    "no-pins",
                    pattern,
                    "the pattern " + Quoted.of(pattern.text()) + " has no pins, expected \"sha256/…\" behind it");
            return;
        }
        traps.host(name);
        for (Located pin : pins) {
            pin(pin);
        }
        patterns.add(canonical(pattern.text()), name, coverage, pins);
    }

    private void pin(Located pin) {
        if (pin.text().startsWith(SPKI)) {
            traps.placeholder(pin, pin.text().substring(SPKI.length()));
        } else if (pin.text().startsWith("cert-")) {
            traps.error(
                    "pin-syntax",
                    pin,
                    "the pin " + Quoted.of(pin.text()) + " is none of OkHttp's, expected the form \"sha256/…\"");
        }
    }

    private static String canonical(String pattern) {
        try {
            return HostPattern.parse(pattern).toString();
        } catch (IllegalArgumentException e) {
            return pattern;
        }
    }

    Inspection inspection() {
        return patterns.hosts()
                .map(hosts ->
                        new Inspection(findings.inOrder(), Optional.of(new PolicyDraft(hosts, UnlistedHosts.ALLOW))))
                .orElseGet(() -> new Inspection(findings.inOrder(), Optional.empty()));
    }
}
