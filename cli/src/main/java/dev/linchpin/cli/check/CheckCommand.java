package dev.linchpin.cli.check;

import dev.linchpin.cli.command.JsonStream;
import dev.linchpin.cli.command.Origin;
import dev.linchpin.cli.command.ReportOptions;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.peer.Endpoint;
import dev.linchpin.cli.policy.PolicyFile;
import dev.linchpin.policy.PinPolicy;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin check}. */
@Command(
        name = "check",
        description = {
            "Connects to every host of a policy file, and says whether clients with this policy would get through today, and after the"
                    + " next renewal.",
            "",
            "Every address of a host is asked, for its ECDSA and for its RSA certificate. What it presents is judged as clients do: chain,"
                    + " name, pins. Nothing is sent after the handshake.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Clients get through to every host, protected by pins.",
            "1:A host failed; with --fail-on warning, also if there is a warning.",
            "2:Bad usage, or a file that cannot be read or written."
        })
public final class CheckCommand implements Callable<Integer> {
    private static final int MAX_TIMEOUT = 3600;
    private static final int MAX_PARALLEL = 512;
    private static final int MAX_DAYS = 36_500;
    private static final String FAILURE = "failure";
    private static final String WARNING = "warning";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The policy file: Android's network_security_config.xml.")
    private Path config = Path.of("");

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Option(
            names = "--connect",
            paramLabel = "HOST=ADDRESS[:PORT]",
            description = "Connect there for this host, * being all others; may be repeated, for one host too.")
    private List<String> connect = List.of();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Trust anchors, as PEM, instead of the platform's own.")
    private @Nullable Path trust;

    @Option(
            names = "--warn-days",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "Warn of what expires so soon; ${DEFAULT-VALUE} unless given.")
    private int warnDays;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = FAILURE,
            description = "What ends in exit code 1: failure, which is the default, or warning.")
    private String failOn = FAILURE;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long it may take to connect, and again to shake hands; ${DEFAULT-VALUE} unless given.")
    private int timeout;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many hosts at a time; ${DEFAULT-VALUE} unless given.")
    private int parallel;

    @Option(names = "--json", description = "Print {hosts: [...], unchecked, checked, warned, failed}.")
    private boolean json;

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    public CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant start = Instant.now();
        requireBetween("--timeout", timeout, 1, MAX_TIMEOUT);
        requireBetween("--parallel", parallel, 1, MAX_PARALLEL);
        requireBetween("--warn-days", warnDays, 0, MAX_DAYS);
        if (!List.of(FAILURE, WARNING).contains(failOn)) {
            throw bad("--fail-on " + failOn + " is unknown, expected failure or warning");
        }
        PinPolicy policy = given("--config " + config, () -> PolicyFile.read(config));
        ChainJudge judge = new ChainJudge(policy, anchors());
        Routes routes = given("--connect", () -> Routes.parse(connect));
        HostCheck check = new HostCheck(
                policy,
                new Servers(routes, judge, Duration.ofSeconds(timeout)),
                new ExpiryWatch(start, Duration.ofDays(warnDays)));
        List<String> unchecked = targetOptions.unchecked(policy);
        try (Stream<Endpoint> targets = targetOptions.targets(policy)) {
            reportOptions.prepare();
            return run(targets, check, unchecked, start);
        }
    }

    private List<X509Certificate> anchors() {
        Path file = trust;
        return file == null ? List.of() : given("--trust " + file, () -> TrustFile.read(file));
    }

    private int run(Stream<Endpoint> targets, HostCheck check, List<String> unchecked, Instant start) {
        Totals totals = new Totals();
        CheckFiles files = new CheckFiles(reportOptions, failOn.equals(WARNING));
        JsonStream stream = json ? terminal.beginJson("hosts") : null;
        CheckPrinter printer = new CheckPrinter(terminal);
        Consumer<HostReport> shown = stream == null ? printer::print : stream::add;
        terminal.progress("asking ...");
        Crew.work(targets.iterator(), parallel, check::check, report -> {
            totals.add(report);
            files.add(report);
            shown.accept(report);
            terminal.progress(totals.checked() + " hosts asked ...");
            return !terminal.isGone();
        });
        if (stream == null) {
            printer.print(totals);
        } else {
            stream.end(fields(totals, unchecked));
        }
        unchecked.forEach(pattern -> terminal.complain("NOT CHECKED: " + pattern
                + " names no single host; check one that it covers by name, as in --host www."
                + pattern.substring(2)));
        files.write(() -> Origin.provenance(start, Origin.validator()), totals, unchecked);
        boolean warned = totals.warned() > 0 || !unchecked.isEmpty();
        return totals.failed() > 0 || (warned && failOn.equals(WARNING)) ? 1 : 0;
    }

    private static Map<String, Object> fields(Totals totals, List<String> unchecked) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("unchecked", unchecked);
        fields.put("checked", totals.checked());
        fields.put("warned", totals.warned());
        fields.put("failed", totals.failed());
        return fields;
    }

    private void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw bad(option + " " + value + " is not between " + least + " and " + most);
        }
    }

    private <T> T given(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw bad(option + ": " + e.getMessage());
        }
    }

    private ParameterException bad(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
