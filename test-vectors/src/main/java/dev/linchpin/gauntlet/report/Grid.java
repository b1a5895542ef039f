package dev.linchpin.gauntlet.report;

import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of the page: scenarios by what has to come of them, columns by client and provider.
 *
 * @param heads the clients, each over a column for every provider
 */
public record Grid(List<Head> heads, List<Section> sections) {
    /** A client, and its columns. */
    public record Head(String client, List<String> providers) {
        /** Whether there is but one column, so that client and provider share its head. */
        public boolean isAlone() {
            return providers.size() == 1;
        }
    }

    /** Scenarios of one demand. */
    public record Section(String id, String title, List<Row> rows) {}

    /** One scenario. */
    public record Row(Scenario scenario, List<Cell> cells) {
        /** The classes by which rows are shown and hidden. */
        public String style() {
            return Stream.of(Standing.KNOWN_FAILURE, Standing.KNOWN_BREACH, Standing.UNEXPECTED)
                    .filter(this::has)
                    .map(standing -> "has-" + standing.style())
                    .reduce("", (all, next) -> all.isEmpty() ? next : all + " " + next);
        }

        private boolean has(Standing standing) {
            return cells.stream().anyMatch(cell -> cell.tally().standing() == standing);
        }
    }

    /**
     * One scenario with one client on one provider.
     *
     * @param first whether the columns of another client begin here
     */
    public record Cell(Entrant entrant, Tally tally, boolean first) {}

    static Grid of(GauntletReport report) {
        List<Head> heads = report.clients().stream()
                .map(client -> new Head(
                        client,
                        report.entrants(client).stream().map(Entrant::provider).toList()))
                .toList();
        return new Grid(
                heads,
                Stream.of(
                                section("attacks", "Attacks, to be refused", Outcome.REFUSE, report),
                                section("genuine", "Genuine peers, to be accepted", Outcome.ACCEPT, report))
                        .filter(section -> !section.rows().isEmpty())
                        .toList());
    }

    private static Section section(String id, String title, Outcome demand, GauntletReport report) {
        return new Section(
                id,
                title,
                report.scenarios().stream()
                        .filter(scenario -> scenario.expected().outcome() == demand)
                        .map(scenario -> new Row(scenario, cells(report, scenario)))
                        .toList());
    }

    private static List<Cell> cells(GauntletReport report, Scenario scenario) {
        return report.clients().stream()
                .flatMap(client -> {
                    List<Entrant> entrants = report.entrants(client);
                    return entrants.stream()
                            .map(entrant -> new Cell(
                                    entrant, report.tally(scenario, entrant), entrant.equals(entrants.get(0))));
                })
                .toList();
    }

    /** How many columns of results there are. */
    public int width() {
        return heads.stream().mapToInt(head -> head.providers().size()).sum();
    }

    /** Whether any cell stands so. */
    public boolean has(Standing standing) {
        return sections.stream().flatMap(section -> section.rows().stream()).anyMatch(row -> row.has(standing));
    }
}
