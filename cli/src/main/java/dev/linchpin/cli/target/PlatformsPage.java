package dev.linchpin.cli.target;

import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Optional;

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
        /** What is said of a platform of which less is run. */
        public String verdict() {
            return result.isEmpty() ? target.reason() : result;
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
