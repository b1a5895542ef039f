package dev.linchpin.cli.target;

import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of all platforms, as Markdown: what is run of each, what came of it, and what the recipes that guides print get wrong. Immutable. */
public record PlatformsPage(List<String> scenarios, List<Row> rows) {
    public PlatformsPage {
        scenarios = List.copyOf(scenarios);
        rows = List.copyOf(rows);
    }

    /**
     * A platform.
     *
     * @param result what came of it in this run; empty if it was not run
     */
    public record Row(Target target, String result) {
        /** What is to be read of the run, or of what is not run. */
        public String verdict() {
            return Stream.of(result, target.reason())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("; "));
        }

        public String fault() {
            return target.published().map(Target.Published::fault).orElse("");
        }

        public Optional<String> scenario() {
            return target.published().flatMap(Target.Published::scenario);
        }
    }

    /** How many platforms were driven at servers in this run. */
    public long live() {
        return rows.stream()
                .filter(row ->
                        row.target().run() == Target.Run.LIVE && !row.result().isEmpty())
                .count();
    }

    public String markdown() {
        StringOutput out = new StringOutput();
        Templates.ENGINE.render("platforms.jte", this, out);
        return out.toString();
    }
}
