package dev.linchpin.cli.platforms;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.command.Choice;
import dev.linchpin.cli.command.Origin;
import dev.linchpin.cli.command.ReportOptions;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.cli.target.PlatformsPage;
import dev.linchpin.cli.target.Target;
import dev.linchpin.cli.target.Targets;
import dev.linchpin.cli.tournament.Column;
import dev.linchpin.cli.tournament.Row;
import dev.linchpin.cli.tournament.Tournament;
import dev.linchpin.format.Provenance.Software;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.report.Entrant;
import dev.linchpin.gauntlet.report.GauntletHtml;
import dev.linchpin.gauntlet.report.GauntletJson;
import dev.linchpin.gauntlet.report.GauntletReport;
import dev.linchpin.gauntlet.report.GauntletXml;
import dev.linchpin.gauntlet.report.Omission;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linchpin platforms}. */
@Command(
        name = "platforms",
        description = {
            "Drives the code that linchpin emit writes at hostile and genuine servers: each platform that can be run here, with EC and"
                    + " RSA chains, over TLS 1.2 and 1.3.",
            "",
            "The code is emitted for the policies of the gauntlet, built, and has to refuse what must be refused before one byte of a"
                    + " request is sent. Works in a checkout only; test-vectors/recipes/install fetches what languages need.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Everything that is here did what was wanted.",
            "1:Something did not, or does not start although its language is here.",
            "2:Bad usage, or a file that cannot be written."
        })
public final class PlatformsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "TARGET", description = "Only these; all that are run live unless given.")
    private List<String> names = List.of();

    @Option(
            names = "--json",
            description = "Print {results: [{scenario, client, tls, expected, actual, ...}], unexpected, ...}.")
    private boolean json;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Also write the page docs/platforms.md of this run.")
    private @Nullable Path markdown;

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    public PlatformsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant start = Instant.now();
        List<Target> chosen = chosen();
        Checkout checkout = Checkout.require("recipes", spec);
        reportOptions.prepare();
        terminal.progress("making certificates ...");
        try (Gauntlet gauntlet = Gauntlet.open()) {
            terminal.progress("starting programs ...");
            PolicySpec sample = gauntlet.essentials().get(0).policy();
            try (EmittedDrivers drivers = EmittedDrivers.open(chosen, checkout, sample)) {
                GauntletReport report = play(gauntlet, drivers);
                write(report, start);
                if (json) {
                    terminal.printJson(GauntletJson.of(report));
                } else {
                    new PlatformsTable(terminal, report).print(Duration.between(start, Instant.now()));
                }
                complain(report, drivers);
                return report.asExpected() ? 0 : 1;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<Target> chosen() {
        List<Target> live = Targets.all().stream()
                .filter(target -> target.run() == Target.Run.LIVE)
                .toList();
        if (markdown != null && !names.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--markdown is about all targets, expected it without TARGET");
        }
        return Choice.among(live, Target::name, "target that is run live", names, spec);
    }

    private GauntletReport play(Gauntlet gauntlet, EmittedDrivers drivers) {
        List<Scenario> scenarios = gauntlet.essentials();
        List<Column> columns = drivers.all().stream()
                .flatMap(driver -> Arrays.stream(TlsVersion.values())
                        .map(version -> new Column(driver, Transport.of(Protocol.HTTP_1_1, version))))
                .toList();
        List<Result> results = new ArrayList<>();
        new Tournament(gauntlet, scenarios, columns).play(new Tournament.Spectator() {
            @Override
            public void waits(int played, int of) {
                terminal.progress(played + " of " + of + " plays ...");
            }

            @Override
            public boolean ends(Row row) {
                row.results().forEach(results::add);
                return !terminal.isGone();
            }
        });
        return new GauntletReport(
                scenarios,
                drivers.all().stream().map(PlatformsCommand::entrant).toList(),
                results,
                omissions(scenarios, columns, false),
                omissions(scenarios, columns, true),
                List.of());
    }

    private static Entrant entrant(Driver driver) {
        return new Entrant(driver.name(), driver.provider(), driver.version());
    }

    private static List<Omission> omissions(List<Scenario> scenarios, List<Column> columns, boolean broken) {
        List<Omission> omissions = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            columns.stream()
                    .filter(column -> broken == (column.driver() instanceof AbsentClient absent && absent.broken()))
                    .forEach(column -> column.unsupported(scenario)
                            .ifPresent(reason ->
                                    omissions.add(Omission.of(scenario, column.driver(), column.transport(), reason))));
        }
        return omissions;
    }

    private void write(GauntletReport report, Instant start) throws IOException {
        Stream<Software> clients =
                report.entrants().stream().map(entrant -> new Software("client", entrant.client(), entrant.version()));
        reportOptions.write(
                () -> Origin.provenance(start, clients),
                origin -> GauntletXml.write(report, origin),
                origin -> GauntletHtml.write(report, origin));
        if (markdown != null) {
            Files.writeString(markdown, page(report).markdown());
        }
    }

    private static PlatformsPage page(GauntletReport report) {
        return new PlatformsPage(
                pairs(report.scenarios()),
                Targets.all().stream()
                        .map(target -> new PlatformsPage.Row(target, result(target, report)))
                        .toList());
    }

    /** The scenarios without those that are the same with an RSA chain. */
    static List<String> pairs(List<Scenario> scenarios) {
        return scenarios.stream()
                .map(Scenario::id)
                .filter(id -> !id.endsWith("-rsa"))
                .toList();
    }

    private static String result(Target target, GauntletReport report) {
        List<Result> plays = report.results().stream()
                .filter(result -> result.client().equals(target.name()))
                .toList();
        long wrong = plays.stream().filter(Result::unexpected).count();
        return plays.isEmpty() ? "" : plays.size() + " plays, " + wrong + " unexpected";
    }

    private void complain(GauntletReport report, EmittedDrivers drivers) {
        report.unexpected().forEach(result -> terminal.complain("NOT AS EXPECTED: " + result));
        drivers.absent()
                .forEach(absent -> terminal.complain((absent.broken() ? "DOES NOT START: " : "NOT PLAYED: ")
                        + absent.name() + ": " + absent.reason()));
        GauntletReport.byReason(report.unsupported()).forEach((reason, omissions) -> {
            if (!reason.startsWith("not run")) {
                terminal.complain(
                        "LEFT OUT: " + String.join(", ", GauntletReport.distinct(omissions, Omission::client)) + ": "
                                + String.join(
                                        ", ",
                                        GauntletReport.distinct(
                                                omissions, one -> one.scenario().id())) + ": " + reason);
            }
        });
    }
}
