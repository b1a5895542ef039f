package dev.linchpin.cli.demo;

import dev.linchpin.cli.command.Choice;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.driver.PinnedDriver;
import dev.linchpin.cli.tournament.Column;
import dev.linchpin.cli.tournament.Row;
import dev.linchpin.cli.tournament.ScenarioOptions;
import dev.linchpin.cli.tournament.Tournament;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code linchpin demo}. */
@Command(
        name = "demo",
        description = {
            "Plays attacks, and legitimate peers, against every HTTP client that has an adapter.",
            "",
            "Real TLS servers on this machine, real clients, certificates made for the occasion; nothing leaves 127.0.0.1.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every peer was accepted or refused as expected, and no refused peer received one byte of a request.",
            "1:Something was not as expected.",
            "2:Bad usage."
        })
public final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<List<Driver>> drivers;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ScenarioOptions scenarioOptions = new ScenarioOptions();

    @Option(names = "--client", paramLabel = "NAME", description = "Play with this client only; may be repeated.")
    private List<String> clientNames = List.of();

    @Option(
            names = "--json",
            description =
                    "Print {results: [{scenario, client, protocol, expected, actual, applicationBytes}], failed}.")
    private boolean json;

    public DemoCommand(Terminal terminal) {
        this(terminal, PinnedDriver::all);
    }

    DemoCommand(Terminal terminal, Supplier<List<Driver>> drivers) {
        this.terminal = terminal;
        this.drivers = drivers;
    }

    @Override
    public Integer call() {
        List<Column> columns = Column.of(Choice.among(drivers.get(), Driver::name, "client", clientNames, spec));
        terminal.progress("making certificates ...");
        try (Gauntlet gauntlet = Gauntlet.open()) {
            List<Scenario> scenarios = scenarioOptions.among(quick(gauntlet.scenarios()));
            if (scenarioOptions.onlyList()) {
                printList(scenarios, columns);
                return 0;
            }
            if (columns.stream().noneMatch(column -> scenarios.stream().anyMatch(column::plays))) {
                throw scenarioOptions.nothingToPlay();
            }
            int scenariosPlayed = play(new Tournament(gauntlet, scenarios, columns), columns);
            boolean everything = scenarios.size() == quick(gauntlet.scenarios()).size() && clientNames.isEmpty();
            return everything && !json ? Math.max(scenariosPlayed, playBundles()) : scenariosPlayed;
        }
    }

    /** What no client makes a difference for. */
    private int playBundles() {
        terminal.progress("changing pins while clients run ...");
        try {
            List<BundlePlay.Step> steps = BundlePlay.play();
            terminal.print("");
            terminal.print("Pins that change without a release, in signed bundles:");
            for (BundlePlay.Step step : steps) {
                boolean right = step.expected();
                terminal.line()
                        .styled(
                                right ? "green" : "bold,red",
                                right ? terminal.symbol("✓", "ok") : terminal.symbol("✗", "NO"))
                        .text(" " + step.what() + ": ")
                        .styled("bold", step.outcome())
                        .print();
            }
            return steps.stream().allMatch(BundlePlay.Step::expected) ? 0 : 1;
        } catch (IOException | GeneralSecurityException e) {
            terminal.complain("the bundles cannot be played: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Those that take their time are for {@code linchpin gauntlet}. */
    private static List<Scenario> quick(List<Scenario> scenarios) {
        return scenarios.stream().filter(scenario -> !scenario.takesLong()).toList();
    }

    private void printList(List<Scenario> scenarios, List<Column> columns) {
        for (Scenario scenario : scenarios) {
            terminal.line()
                    .styled("bold", scenario.id())
                    .text(": " + scenario.title())
                    .print();
            terminal.print("  " + scenario.attack());
        }
        terminal.print("");
        String names = String.join(
                ", ",
                columns.stream()
                        .map(column -> column.driver().name())
                        .distinct()
                        .toList());
        terminal.line().styled("bold", "clients").text(": " + names).print();
    }

    private int play(Tournament tournament, List<Column> columns) {
        Instant start = Instant.now();
        List<Result> results = new ArrayList<>();
        DemoTable table = new DemoTable(terminal, columns);
        if (!json) {
            table.printHead();
        }
        tournament.play(new Tournament.Spectator() {
            @Override
            public void begins(Scenario scenario, int number, int of) {
                terminal.progress("scenario " + number + " of " + of + ": " + scenario.title() + " ...");
            }

            @Override
            public boolean ends(Row row) {
                row.results().forEach(results::add);
                if (!json) {
                    table.printRow(row);
                }
                return !terminal.isGone();
            }
        });
        if (json) {
            terminal.printJson(DemoJson.of(results));
        } else {
            table.printLegend();
        }
        conclude(results, Duration.between(start, Instant.now()));
        return results.stream().anyMatch(Result::unexpected) ? 1 : 0;
    }

    private void conclude(List<Result> results, Duration took) {
        Report report = new Report(terminal, results);
        report.complainOfTheUnexpected();
        if (!json) {
            report.printSummary(took);
            report.printFirstRefusal();
        }
    }
}
