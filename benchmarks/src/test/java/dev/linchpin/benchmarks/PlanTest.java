package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class PlanTest {
    private static final String PACKAGE = ".jmh.";

    private static Set<BenchmarkListEntry> written() {
        OutputFormat silence = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(silence, List.of());
    }

    private static List<Case> cases(Plan plan) {
        return plan.groups().stream().flatMap(group -> group.cases().stream()).toList();
    }

    static List<Plan> plans() {
        return List.of(Plan.quick(), Plan.full(), Plan.smoke());
    }

    private static String name(BenchmarkListEntry benchmark) {
        String name = benchmark.getUsername();
        return name.substring(name.indexOf(PACKAGE) + PACKAGE.length());
    }

    /** A benchmark that is in no plan would be measured by nobody; one that is not written fails in the smoke run. */
    @Test
    void the_full_plan_and_the_smoke_run_have_every_benchmark_that_is_written() {
        for (Plan plan : List.of(Plan.full(), Plan.smoke())) {
            Set<String> planned = cases(plan).stream().map(Case::name).collect(Collectors.toSet());
            written().forEach(benchmark -> assertTrue(planned.contains(name(benchmark)), benchmark::getUsername));
        }
    }

    /** JMH would pass over a parameter that the benchmark does not know, and measure something else. */
    @ParameterizedTest
    @MethodSource("plans")
    void each_case_sets_each_parameter_of_its_benchmark(Plan plan) {
        for (BenchmarkListEntry benchmark : written()) {
            Set<String> parameters = benchmark.getParams().hasValue()
                    ? benchmark.getParams().get().keySet()
                    : Set.of();
            cases(plan).stream()
                    .filter(measured -> measured.name().equals(name(benchmark)))
                    .forEach(measured ->
                            assertEquals(parameters, measured.params().keySet(), measured::toString));
        }
    }

    @Test
    void the_quick_plan_takes_less_than_five_minutes() {
        assertTrue(Plan.quick().estimate().compareTo(Duration.ofMinutes(5)) < 0, Plan.quick()::toString);
    }

    @Test
    void the_full_plan_takes_three_quarters_of_an_hour_at_most() {
        assertTrue(
                Plan.full().estimate().compareTo(Duration.ofMinutes(45)) <= 0,
                () -> Plan.full().estimate().toString());
    }

    @Test
    void the_full_plan_asks_for_requests_in_windows_of_20_seconds() {
        Plan.full().only(Set.of("WarmRequests")).groups().stream()
                .map(Group::pace)
                .forEach(pace -> assertTrue(
                        pace.iteration().multipliedBy(pace.iterations()).toSeconds() >= 20, pace::toString));
    }

    @Test
    void the_smoke_run_stays_in_this_process_and_asks_every_client() {
        assertTrue(Plan.smoke().groups().stream().allMatch(group -> group.pace().forks() == 0 && group.rounds() == 1));
        assertEquals(7, cases(Plan.smoke().only(Set.of("ClientConnections"))).size());
    }
}
