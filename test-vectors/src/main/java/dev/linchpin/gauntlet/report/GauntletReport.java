package dev.linchpin.gauntlet.report;

import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of a run. Every combination of a scenario, a client, a provider and a transport is in exactly one of the lists.
 *
 * @param scenarios in the order of a table
 * @param entrants all that were to take part, in the order of a table
 * @param unsupported what cannot be played
 * @param broken what should have been played, but the client does not start: a failure
 * @param leftOut what could have been played, but was not asked for
 */
public record GauntletReport(
        List<Scenario> scenarios,
        List<Entrant> entrants,
        List<Result> results,
        List<Omission> unsupported,
        List<Omission> broken,
        List<Omission> leftOut) {
    public GauntletReport {
        scenarios = List.copyOf(scenarios);
        entrants = List.copyOf(entrants);
        results = List.copyOf(results);
        unsupported = List.copyOf(unsupported);
        broken = List.copyOf(broken);
        leftOut = List.copyOf(leftOut);
    }

    /** Their names. */
    public List<String> clients() {
        return distinct(entrants, Entrant::client);
    }

    /** On what a client was to play. */
    public List<Entrant> entrants(String client) {
        return entrants.stream()
                .filter(entrant -> entrant.client().equals(client))
                .distinct()
                .toList();
    }

    /** That of a client; empty if nobody knows it. */
    String version(String client) {
        return entrants(client).stream().map(Entrant::version).findFirst().orElse("");
    }

    public List<Result> unexpected() {
        return results.stream().filter(Result::unexpected).toList();
    }

    /** Whether everybody played who should have, and nothing was unexpected. */
    public boolean asExpected() {
        return broken.isEmpty() && unexpected().isEmpty();
    }

    /** The bytes of requests that refused servers received from clients that were held to send none. */
    public long leakedBytes() {
        return results.stream()
                .filter(result -> result.expected() == Outcome.REFUSE && result.knownFailure() == null)
                .mapToLong(Result::applicationBytes)
                .sum();
    }

    /** Over all that the client plays on. */
    public Tally tally(Scenario scenario, String client) {
        return tally(scenario, result -> result.client().equals(client));
    }

    public Tally tally(Scenario scenario, Entrant entrant) {
        return tally(
                scenario,
                result -> result.client().equals(entrant.client())
                        && result.provider().equals(entrant.provider()));
    }

    private Tally tally(Scenario scenario, Predicate<Result> of) {
        return Tally.of(results.stream()
                .filter(result -> result.scenario().id().equals(scenario.id()))
                .filter(of)
                .toList());
    }

    /** What must not be, by scenario. */
    public List<Deviation> surprises() {
        return Deviation.byScenario(unexpected());
    }

    /** What went otherwise than the scenarios demand, as it was known to, by client and scenario. */
    public List<Deviation> knownFailures() {
        return Deviation.byClient(
                results.stream()
                        .filter(result -> result.failed() && !result.unexpected())
                        .toList(),
                clients());
    }

    /** Nothing is left out silently: each reason, with what it keeps from being played. */
    public static Map<String, List<Omission>> byReason(List<Omission> omissions) {
        return omissions.stream()
                .collect(Collectors.groupingBy(Omission::reason, LinkedHashMap::new, Collectors.toList()));
    }

    /** The different values of a property, in the order in which they come. */
    public static <T> List<String> distinct(List<T> of, Function<T, String> property) {
        Stream<String> values = of.stream().map(property);
        return values.distinct().toList();
    }
}
