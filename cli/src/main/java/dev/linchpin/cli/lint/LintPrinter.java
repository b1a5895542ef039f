package dev.linchpin.cli.lint;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.lint.SourceLines.Place;
import dev.linchpin.config.Finding;
import dev.linchpin.config.Severity;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Findings as compilers print them: place, severity, message and rule; the line with a mark below it; what mends it. */
final class LintPrinter {
    private final Terminal terminal;
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    private int files;
    private int fixes;

    LintPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(LintedFile linted) {
        files++;
        SourceLines lines = linted.lines();
        for (Finding finding : linted.findings()) {
            counts.merge(finding.severity(), 1, Integer::sum);
            fixes += finding.fix().isPresent() ? 1 : 0;
            print(linted.name(), lines, finding);
        }
    }

    private void print(String file, SourceLines lines, Finding finding) {
        Place place = lines.place(finding);
        terminal.line()
                .styled("bold", file + ":" + place.line() + ":" + place.column() + ": ")
                .styled(style(finding.severity()), word(finding.severity()) + ":")
                .text(" " + finding.message() + " [" + finding.rule() + "]")
                .print();
        finding.position().ifPresent(position -> {
            Excerpt excerpt = Excerpt.of(lines, position.start(), position.end(), terminal::shown);
            if (!excerpt.line().isBlank()) {
                String number = String.format(Locale.ROOT, "%5d | ", place.line());
                terminal.line().styled("faint", number).text(excerpt.line()).print();
                terminal.line()
                        .styled("faint", " ".repeat(number.length() - 2) + "| ")
                        .styled(style(finding.severity()), excerpt.underline())
                        .print();
            }
        });
        finding.fix().ifPresent(fix -> {
            String text = fix.replacement();
            terminal.line()
                    .text("      = fix: " + (text.isEmpty() ? "take it out" : "write " + text))
                    .print();
        });
    }

    /** The last line: how many there are of each. */
    void summary() {
        StringBuilder line = new StringBuilder();
        for (Severity severity : Severity.values()) {
            line.append(line.length() == 0 ? "" : ", ")
                    .append(number(counts.getOrDefault(severity, 0), word(severity)));
        }
        line.append(" in ").append(number(files, "file"));
        if (fixes > 0) {
            line.append("; --fix mends ").append(fixes);
        }
        terminal.print(line.toString());
    }

    private static String number(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String style(Severity severity) {
        return switch (severity) {
            case ERROR -> "bold,red";
            case WARNING -> "bold,yellow";
            case NOTE -> "bold,cyan";
        };
    }
}
