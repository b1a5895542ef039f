package dev.linchpin.gauntlet.report;

import dev.linchpin.format.Counted;
import dev.linchpin.format.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report as a page: the answer first, then whatever was not as wanted, then everything.
 *
 * @param known what clients to compare with were known to fail, by client
 */
public record GauntletPage(
        GauntletReport report,
        Provenance provenance,
        Grid grid,
        List<Deviation> surprises,
        Map<String, List<Deviation>> known,
        List<Gap> broken,
        List<Gap> gaps) {
    /** A reason why combinations are not played. */
    public record Gap(String reason, int combinations, List<String> clients, List<String> scenarios) {}

    static GauntletPage of(GauntletReport report, Provenance provenance) {
        Map<String, List<Deviation>> known = new LinkedHashMap<>();
        report.knownFailures()
                .forEach(deviation -> known.computeIfAbsent(deviation.client(), client -> new ArrayList<>())
                        .add(deviation));
        return new GauntletPage(
                report,
                provenance,
                Grid.of(report),
                report.surprises(),
                known,
                gaps(report.broken()),
                gaps(report.unsupported()));
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
        int plays = report.results().size();
        int unexpected = report.unexpected().size();
        int broken = GauntletReport.distinct(report.broken(), Omission::client).size();
        if (asExpected()) {
            return known.isEmpty()
                    ? "All as wanted in " + Counted.of(plays, "play")
                    : "Nothing unexpected in " + Counted.of(plays, "play");
        }
        return unexpected + " unexpected in " + Counted.of(plays, "play")
                + (broken == 0
                        ? ""
                        : ", " + Counted.of(broken, "client") + (broken == 1 ? " does" : " do") + " not start");
    }

    /** How much was done, and what was not. */
    public String extent() {
        return Counted.of(report.scenarios().size(), "scenario") + ", "
                + Counted.of(report.clients().size(), "client") + ". Peers that had to be refused received "
                + Counted.of(report.leakedBytes(), "byte")
                + " of requests from the clients that are held to it. Known before the run: "
                + Counted.of(plays(Standing.KNOWN_BREACH), "play") + " in which an attack gets through, and "
                + Counted.of(plays(Standing.KNOWN_FAILURE), "other failure") + ". "
                + Counted.of(report.unsupported().size(), "combination") + " unsupported, "
                + report.leftOut().size() + " left out.";
    }

    private long plays(Standing standing) {
        return report.results().stream()
                .filter(result -> Standing.of(result) == standing)
                .count();
    }
}
