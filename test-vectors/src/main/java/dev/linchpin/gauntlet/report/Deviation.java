package dev.linchpin.gauntlet.report;

import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was done in one scenario otherwise than was wanted, or known.
 *
 * @param plays at least one, all of a kind
 */
public record Deviation(List<Result> plays) {
    public Deviation {
        plays = List.copyOf(plays);
    }

    /** Groups plays by scenario, and by what went wrong: what one mistake spoils in many clients stands together. */
    static List<Deviation> byScenario(List<Result> plays) {
        return groups(plays, play -> List.of(play.scenario().id(), kind(play)));
    }

    /** Groups plays by client, scenario, what went wrong, and the reason why that was known; in the order of the clients. */
    static List<Deviation> byClient(List<Result> plays, List<String> clients) {
        List<Deviation> byClient = groups(
                plays, play -> List.of(play.client(), play.scenario().id(), kind(play), play.knownFailure() + ""));
        byClient.sort(Comparator.comparing(deviation -> clients.indexOf(deviation.client())));
        return byClient;
    }

    private static List<Deviation> groups(List<Result> plays, Function<Result, List<String>> group) {
        Map<List<String>, List<Result>> groups =
                plays.stream().collect(Collectors.groupingBy(group, LinkedHashMap::new, Collectors.toList()));
        List<Deviation> deviations = new ArrayList<>();
        groups.values().forEach(of -> deviations.add(new Deviation(of)));
        return deviations;
    }

    /** The first of the clients that did it. */
    public String client() {
        return first().client();
    }

    public Scenario scenario() {
        return first().scenario();
    }

    /** Why it was known to fail; empty if it was not. */
    public Optional<String> known() {
        return Optional.ofNullable(first().knownFailure());
    }

    public Standing standing() {
        return Standing.of(first());
    }

    /** What went wrong, in a few words. */
    public String kind() {
        return kind(first());
    }

    private Result first() {
        return plays.get(0);
    }

    private static String kind(Result play) {
        if (!play.failed()) {
            return "known failure did not happen";
        } else if (play.breached()) {
            return "attack got through";
        }
        return play.expected() == Outcome.ACCEPT ? "genuine peer refused" : "failed for another reason";
    }
}
