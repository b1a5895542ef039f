package dev.linchpin.gauntlet.report;

import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** The report as a page. */
public record GauntletPage(GauntletReport report, List<Row> rows, List<Known> known, List<Gap> broken, List<Gap> gaps) {
    /** One scenario, with a cell for each client. */
    public record Row(Scenario scenario, List<Cell> cells) {
        public boolean unexpected() {
            return cells.stream().anyMatch(cell -> cell.tally().unexpected() > 0);
        }

        public boolean anyKnown() {
            return cells.stream().anyMatch(cell -> cell.tally().known() > 0);
        }

        public boolean attack() {
            return scenario.expected().outcome() == Outcome.REFUSE;
        }
    }

    /** One scenario with one client. */
    public record Cell(String client, Tally tally, boolean attack) {
        public String text() {
            return tally.text(attack ? "✗" : "✓", "≈", "·");
        }

        /** What the symbol says to whom cannot see it. */
        public String spoken() {
            if (tally.plays() == 0) {
                return "not played";
            }
            return tally.unexpected() > 0
                    ? "not as expected"
                    : tally.known() > 0 ? "known failure" : attack ? "refused" : "accepted";
        }

        public String style() {
            if (tally.plays() == 0) {
                return "skipped";
            }
            return tally.unexpected() > 0 ? "failed" : tally.known() > 0 ? "expected" : "passed";
        }
    }

    /** A known failure of one client in one scenario. */
    public record Known(String client, Scenario scenario, String reason, List<Result> plays) {
        public long bytes() {
            return plays.stream()
                    .filter(Result::leaked)
                    .mapToLong(Result::applicationBytes)
                    .sum();
        }
    }

    /** A reason why combinations are not played. */
    public record Gap(String reason, int combinations, List<String> clients, List<String> scenarios) {}

    static GauntletPage of(GauntletReport report) {
        return new GauntletPage(
                report,
                report.scenarios().stream()
                        .map(scenario -> new Row(scenario, cells(report, scenario)))
                        .toList(),
                report.knownFailures().stream()
                        .map(plays -> new Known(
                                plays.get(0).client(),
                                plays.get(0).scenario(),
                                String.valueOf(plays.get(0).knownFailure()),
                                plays))
                        .toList(),
                gaps(report.broken()),
                gaps(report.unsupported()));
    }

    private static List<Cell> cells(GauntletReport report, Scenario scenario) {
        return report.clients().stream()
                .map(client -> new Cell(
                        client,
                        report.tally(scenario, client),
                        scenario.expected().outcome() == Outcome.REFUSE))
                .toList();
    }

    private static List<Gap> gaps(List<Omission> notPlayed) {
        List<Gap> gaps = new ArrayList<>();
        GauntletReport.byReason(notPlayed)
                .forEach((reason, omissions) -> gaps.add(new Gap(
                        reason,
                        omissions.size(),
                        GauntletReport.distinct(omissions, Omission::client),
                        GauntletReport.distinct(
                                omissions, omission -> omission.scenario().id()))));
        return gaps;
    }

    public boolean asExpected() {
        return report.asExpected();
    }

    /** The page in one sentence. */
    public String verdict() {
        if (asExpected()) {
            return "Everything as expected";
        }
        int unexpected = report.unexpected().size();
        int broken = GauntletReport.distinct(report.broken(), Omission::client).size();
        return unexpected + (unexpected == 1 ? " play is" : " plays are") + " not as expected"
                + (broken == 0 ? "" : ", " + broken + (broken == 1 ? " client does" : " clients do") + " not start");
    }

    /** How much was done, and what was not. */
    public String extent() {
        return report.scenarios().size() + " scenarios, " + report.clients().size() + " clients, "
                + report.results().size() + " plays; " + report.unsupported().size() + " combinations unsupported, "
                + report.leftOut().size() + " left out. Peers that had to be refused received "
                + report.leakedBytes() + " bytes of requests from the clients that are held to it.";
    }
}
