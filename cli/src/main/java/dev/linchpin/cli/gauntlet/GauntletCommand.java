package dev.linchpin.cli.gauntlet;

import dev.linchpin.android.AndroidLevel;
import dev.linchpin.cli.command.Choice;
import dev.linchpin.cli.command.Origin;
import dev.linchpin.cli.command.ReportOptions;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.cli.driver.AndroidDriver;
import dev.linchpin.cli.driver.ComparisonDriver;
import dev.linchpin.cli.driver.PinnedDriver;
import dev.linchpin.cli.driver.TlsProvider;
import dev.linchpin.cli.jvm.OtherAndroid;
import dev.linchpin.cli.jvm.OtherVersion;
import dev.linchpin.cli.jvm.OwnAndroid;
import dev.linchpin.cli.jvm.OwnPlatform;
import dev.linchpin.cli.jvm.PlayedElsewhere;
import dev.linchpin.cli.tournament.ScenarioOptions;
import dev.linchpin.format.Provenance.Software;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.report.GauntletHtml;
import dev.linchpin.gauntlet.report.GauntletJson;
import dev.linchpin.gauntlet.report.GauntletReport;
import dev.linchpin.gauntlet.report.GauntletXml;
import dev.linchpin.gauntlet.report.Omission;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.recipe.LiveCandidate;
import dev.linchpin.recipe.ProgramDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin gauntlet}. */
@Command(
        name = "gauntlet",
        description = {
            "Plays every attack, and every legitimate peer, against every client: all adapters on three providers of TLS, behind"
                    + " Bouncy Castle and on a hardened platform, clients to compare with, the recipes for other languages, or any program of yours.",
            "",
            "Real TLS servers on this machine judge by what they receive; nothing leaves the loopback interface. "
                    + "docs/gauntlet.md says how to read what comes of it.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Everything was as expected: all demands met, but for the known failures of clients to compare with.",
            "1:Something was not, a known failure did not happen, or a recipe does not run although its language is here.",
            "2:Bad usage, or a file that cannot be written."
        })
public final class GauntletCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Function<ExternalClients, List<LiveCandidate>> recipes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--quick",
            description = "A minute or two: no scenario that waits on purpose, other providers than the JDK's over one"
                    + " transport only, and less of what needs a JVM of its own. What is left out is said.")
    private boolean quick;

    @Mixin
    private ScenarioOptions scenarioOptions = new ScenarioOptions();

    @Option(
            names = "--versions",
            description =
                    "Play the adapters with every version of their clients that they are held to, each in a JVM of its own;"
                            + " Maven finds the versions. A column is a client in one version: okhttp-4.12.0.")
    private boolean versions;

    @Option(
            names = "--android",
            description =
                    "Play Android's own trust managers, each version in a JVM of its own. Maven loads their classes once, 80 to 230 MB"
                            + " each; Android 16 and 17 need a JDK of version 21 or newer. Columns are android-24 to android-37, and may"
                            + " be named without this.")
    private boolean android;

    @Option(names = "--column", paramLabel = "NAME", description = "Play with this client only; may be repeated.")
    private List<String> clientNames = List.of();

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "Play in this column of providers only: SunJSSE, Conscrypt, BCJSSE, BC-first (Bouncy Castle heads"
                            + " the list of providers), hardened (algorithms are forbidden); may be repeated.")
    private List<String> providerNames = List.of();

    @Option(
            names = "--tls",
            paramLabel = "VERSION",
            description = "Play over this version of TLS only: TLSv1.2 or TLSv1.3.")
    private List<String> tlsNames = List.of();

    @Option(
            names = "--http",
            paramLabel = "VERSION",
            description = "Play over this version of HTTP only: http/1.1 or h2.")
    private List<String> httpNames = List.of();

    @Option(
            names = "--json",
            description = "Print {results: [{scenario, client, clientVersion, provider, tls, http, expected, actual,"
                    + " applicationBytes, reason}], unexpected, unsupported}.")
    private boolean json;

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    @Option(
            names = OwnPlatform.INSIDE,
            hidden = true,
            description = "In the JVM that was started for this provider: play on it alone.")
    private @Nullable TlsProvider inside;

    @Option(
            names = OwnAndroid.INSIDE,
            hidden = true,
            description = "In the JVM that was started for a version of Android: play it, with these classes.")
    private @Nullable Path androidJar;

    @Mixin
    private ExternalClients externalClients = new ExternalClients();

    public GauntletCommand(Terminal terminal) {
        this(terminal, ExternalClients::recipes);
    }

    /** @param recipes the programs that take part unless others are chosen */
    GauntletCommand(Terminal terminal, Function<ExternalClients, List<LiveCandidate>> recipes) {
        this.terminal = terminal;
        this.recipes = recipes;
    }

    /** The adapters on every provider, then the clients to compare with. */
    private static List<Driver> shipped() {
        Stream<Driver> adapters =
                Arrays.stream(TlsProvider.values()).flatMap(provider -> PinnedDriver.all(provider).stream());
        return Stream.concat(adapters, ComparisonDriver.all().stream()).toList();
    }

    @Override
    public Integer call() {
        Instant start = Instant.now();
        refuseWhatExcludesEachOther();
        terminal.progress("making certificates ...");
        try (Gauntlet gauntlet = Gauntlet.open()) {
            if (inside != null) {
                new OwnPlatform(inside).settle(gauntlet.trustAnchors());
            }
            List<Scenario> scenarios = scenarioOptions.among(gauntlet.scenarios());
            if (externalClients.areServed()) {
                return externalClients.serve(gauntlet, scenarios, terminal, json);
            }
            terminal.progress("starting programs ...");
            try (Programs programs = programs()) {
                return play(gauntlet, scenarios, programs, start);
            }
        }
    }

    private void refuseWhatExcludesEachOther() {
        boolean others = externalClients.areServed() || externalClients.areGiven();
        if (versions && (others || android)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--versions plays the adapters, expected it without --android, --client and --serve");
        } else if (android && others) {
            throw new ParameterException(
                    spec.commandLine(), "--android plays Android, expected it without --client and --serve");
        }
    }

    /** Those given, or those of the recipes unless only other clients are wanted. */
    private Programs programs() {
        if (inside != null || androidJar != null || versions || android) {
            return Programs.none();
        } else if (externalClients.areGiven()) {
            return externalClients.start();
        }
        List<String> known = Stream.concat(shipped().stream().map(Driver::name), OtherAndroid.names().stream())
                .toList();
        boolean others = clientNames.isEmpty() || !known.containsAll(clientNames);
        List<LiveCandidate> wanted = others ? recipes.apply(externalClients) : List.of();
        return scenarioOptions.onlyList() ? Programs.named(wanted) : Programs.start(wanted);
    }

    private int play(Gauntlet gauntlet, List<Scenario> scenarios, Programs programs, Instant start) {
        List<Driver> chosen = chosen(programs);
        GauntletPrinter printer = new GauntletPrinter(terminal);
        if (scenarioOptions.onlyList()) {
            printer.printList(scenarios, chosen);
            return 0;
        }
        Matrix matrix = matrix(scenarios, chosen);
        reportOptions.prepare();
        GauntletReport report = new Playthrough(gauntlet, matrix, terminal, inside).play();
        reportOptions.write(
                () -> Origin.provenance(start, software(chosen)),
                origin -> GauntletXml.write(report, origin),
                origin -> GauntletHtml.write(report, origin));
        if (json) {
            terminal.printJson(GauntletJson.of(report));
        } else {
            printer.print(report, Duration.between(start, Instant.now()));
        }
        report.unexpected().forEach(result -> terminal.complain("NOT AS EXPECTED: " + result));
        GauntletReport.byReason(report.broken())
                .forEach((reason, omissions) -> terminal.complain("DOES NOT START: "
                        + String.join(", ", GauntletReport.distinct(omissions, Omission::client)) + ": " + reason));
        chosen.stream()
                .filter(driver -> driver instanceof AbsentClient missing
                        && !missing.broken()
                        && OtherAndroid.names().contains(missing.name()))
                .forEach(missing ->
                        terminal.complain("NOT PLAYED: " + missing.name() + ": " + ((AbsentClient) missing).reason()));
        return report.asExpected() ? 0 : 1;
    }

    private List<Driver> chosen(Programs programs) {
        if (inside != null) {
            return Choice.among(PinnedDriver.all(inside), Driver::name, "client", clientNames, spec);
        } else if (androidJar != null) {
            return clientNames.stream().map(this::androidHere).toList();
        } else if (android) {
            Choice.among(OtherAndroid.names(), name -> name, "client", clientNames, spec);
            return Choice.among(androids(), Driver::name, "client", clientNames, spec);
        } else if (versions) {
            Choice.among(OtherVersion.names(), name -> name, "client", clientNames, spec);
            terminal.progress("asking Maven for the clients ...");
            List<Driver> others = OtherVersion.all(clientNames, !scenarioOptions.onlyList());
            return Choice.among(others, Driver::provider, "provider", providerNames, spec);
        }
        List<Driver> all = new ArrayList<>(externalClients.areGiven() ? List.of() : shipped());
        boolean isListed = scenarioOptions.onlyList() && !externalClients.areGiven();
        if (isListed || clientNames.stream().anyMatch(name -> name.startsWith("android-"))) {
            all.addAll(androids());
        }
        all.addAll(programs.drivers());
        all.addAll(programs.absent());
        List<Driver> named = Choice.among(all, Driver::name, "client", clientNames, spec);
        return Choice.among(named, Driver::provider, "provider", providerNames, spec);
    }

    private List<Driver> androids() {
        boolean playing = !scenarioOptions.onlyList();
        if (playing) {
            terminal.progress("asking Maven for the classes of Android; what it has to load takes a while ...");
        }
        return OtherAndroid.all(clientNames, playing);
    }

    private Driver androidHere(String name) {
        try {
            return AndroidDriver.here(AndroidLevel.named(name), Objects.requireNonNull(androidJar));
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** What plays: providers of TLS, clients, and the languages of recipes. */
    private Stream<Software> software(List<Driver> chosen) {
        Stream<Software> providers = chosen.stream()
                .map(driver -> driver instanceof PlayedElsewhere other ? other.driver() : driver)
                .filter(PinnedDriver.class::isInstance)
                .map(driver -> ((PinnedDriver) driver).tls())
                .distinct()
                .map(tls -> new Software("provider", tls.label(), tls.version()));
        Stream<Software> clients = chosen.stream()
                .filter(driver -> !(driver instanceof AbsentClient))
                .map(driver -> new Software("client", driver.name(), driver.version()))
                .distinct();
        boolean recipes = !externalClients.areGiven() && chosen.stream().anyMatch(ProgramDriver.class::isInstance);
        Stream<Software> toolchains = recipes ? Origin.toolchains() : Stream.empty();
        return Stream.of(providers, clients, toolchains).flatMap(kind -> kind);
    }

    private Matrix matrix(List<Scenario> scenarios, List<Driver> chosen) {
        List<TlsVersion> versions =
                Choice.among(List.of(TlsVersion.values()), TlsVersion::jsseName, "version of TLS", tlsNames, spec);
        List<Protocol> protocols =
                Choice.among(List.of(Protocol.values()), Protocol::alpn, "version of HTTP", httpNames, spec);
        Matrix matrix = Matrix.of(scenarios, chosen, versions, protocols, quick);
        if (matrix.isEmpty()) {
            throw chosen.stream()
                    .filter(AbsentClient.class::isInstance)
                    .map(AbsentClient.class::cast)
                    .findFirst()
                    .map(missing -> new ParameterException(
                            spec.commandLine(), missing.name() + " is not run: " + missing.reason()))
                    .orElseGet(scenarioOptions::nothingToPlay);
        }
        return matrix;
    }
}
