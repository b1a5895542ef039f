package dev.linchpin.cli.lint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.linchpin.cli.lint.SourceLines.Place;
import dev.linchpin.config.Edit;
import dev.linchpin.config.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The object that {@code --json} prints. */
record LintJson(List<Row> findings) {
    /**
     * A finding.
     *
     * @param line of what is about the whole file, 1
     * @param fix the text that mends it, from line and column to their ends; left out if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String rule,
            String severity,
            String file,
            int line,
            int column,
            int endLine,
            int endColumn,
            String message,
            @Nullable String fix) {}

    static LintJson of(List<LintedFile> files) {
        List<Row> rows = new ArrayList<>();
        for (LintedFile linted : files) {
            SourceLines lines = linted.lines();
            for (Finding finding : linted.findings()) {
                Place place = lines.place(finding);
                rows.add(new Row(
                        finding.rule(),
                        LintPrinter.word(finding.severity()),
                        linted.name(),
                        place.line(),
                        place.column(),
                        place.endLine(),
                        place.endColumn(),
                        finding.message(),
                        finding.fix().map(Edit::replacement).orElse(null)));
            }
        }
        return new LintJson(rows);
    }
}
