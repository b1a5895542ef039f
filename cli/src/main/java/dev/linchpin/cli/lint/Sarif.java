package dev.linchpin.cli.lint;

import dev.linchpin.cli.command.Origin;
import dev.linchpin.cli.lint.SourceLines.Place;
import dev.linchpin.config.Edit;
import dev.linchpin.config.Finding;
import dev.linchpin.config.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings as SARIF 2.1.0 (OASIS, errata 01), which code hosts and editors show beside the lines. */
final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String HOME = "https://linchpin.dev";

    private Sarif() {}

    static Map<String, Object> of(List<LintedFile> files) {
        List<Map<String, Object>> results = new ArrayList<>();
        files.forEach(file -> addTo(results, file));
        Map<String, Object> driver = ordered(
                "name",
                "linchpin lint",
                "version",
                Origin.version(),
                "informationUri",
                HOME,
                "rules",
                RuleBook.all().stream().map(Sarif::rule).toList());
        Map<String, Object> run =
                ordered("tool", Map.of("driver", driver), "columnKind", "utf16CodeUnits", "results", results);
        return ordered("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run));
    }

    private static Map<String, Object> rule(RuleBook.Rule rule) {
        return ordered(
                "id", rule.id(),
                "shortDescription", Map.of("text", rule.sentence()),
                "helpUri", HOME + "/docs/lint.html#" + rule.id(),
                "defaultConfiguration", Map.of("level", level(rule.severity())));
    }

    private static void addTo(List<Map<String, Object>> results, LintedFile linted) {
        SourceLines lines = linted.lines();
        Fingerprints fingerprints = new Fingerprints(lines);
        String uri = uri(linted.name());
        for (Finding finding : linted.findings()) {
            Place place = lines.place(finding);
            Map<String, Object> result = ordered(
                    "ruleId", finding.rule(),
                    "level", level(finding.severity()),
                    "message", Map.of("text", escaped(finding.message())),
                    "locations", List.of(Map.of("physicalLocation", location(uri, place))),
                    "partialFingerprints", Map.of(Fingerprints.NAME, fingerprints.of(finding)));
            int index = RuleBook.indexOf(finding.rule());
            if (index >= 0) {
                result.put("ruleIndex", index);
            }
            finding.fix().ifPresent(edit -> result.put("fixes", List.of(fix(uri, edit, lines))));
            results.add(result);
        }
    }

    private static Map<String, Object> location(String uri, Place place) {
        return ordered(
                "artifactLocation", Map.of("uri", uri),
                "region",
                        ordered(
                                "startLine", place.line(),
                                "startColumn", place.column(),
                                "endLine", place.endLine(),
                                "endColumn", place.endColumn(),
                                "charOffset", place.startOffset(),
                                "charLength", place.length()));
    }

    private static Map<String, Object> fix(String uri, Edit edit, SourceLines lines) {
        int mark = lines.text().startsWith("\ufeff") ? 1 : 0;
        Map<String, Object> replacement = ordered(
                "deletedRegion",
                        Map.of("charOffset", Math.max(0, edit.start() - mark), "charLength", edit.end() - edit.start()),
                "insertedContent", Map.of("text", edit.replacement()));
        return ordered(
                "description",
                Map.of("text", "The one text that means what this seems to mean."),
                "artifactChanges",
                List.of(ordered("artifactLocation", Map.of("uri", uri), "replacements", List.of(replacement))));
    }

    /** Section 3.11.6: brackets of a plain text would begin a link. */
    private static String escaped(String message) {
        return message.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
    }

    /** Relative to wherever the run was, as section 3.4.3 has it; standard input has no other name. */
    private static String uri(String name) {
        try {
            return name.equals("-") ? "stdin" : new URI(null, null, name.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException e) {
            return "unnamed";
        }
    }

    private static String level(Severity severity) {
        return LintPrinter.word(severity);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
