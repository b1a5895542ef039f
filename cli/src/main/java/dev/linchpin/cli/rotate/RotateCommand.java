package dev.linchpin.cli.rotate;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.key.GivenPin;
import dev.linchpin.cli.peer.Endpoint;
import dev.linchpin.cli.policy.AtomicFile;
import dev.linchpin.cli.policy.PolicyFile;
import dev.linchpin.cli.policy.PolicyFormats;
import dev.linchpin.cli.policy.Unreadable;
import dev.linchpin.cli.rotate.Rotation.RefusedException;
import dev.linchpin.cli.rotate.Timetable.Step;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin rotate}. */
@Command(
        name = "rotate",
        description = {
            "Adds the pin of the next key to a policy file, or takes an old one out, and says what comes next and when.",
            "",
            "Every other byte of the file stays. A step that would lock users out is refused: a pin that live servers serve is not"
                    + " taken out, nor one of the last two; a key that is served is no backup. To know, the host is asked.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The file is written, or would be.",
            "1:The step is refused; the file is as it was.",
            "2:Bad usage, or a file or host that does not answer; the file is as it was."
        })
public final class RotateCommand implements Callable<Integer> {
    private static final int MAX_TIMEOUT = 3600;
    private static final int MAX_DAYS = 3650;

    private final Terminal terminal;
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The policy file.")
    private Path config = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What the file is: android or okhttp; what it seems to be unless given.")
    private @Nullable String format;

    @Option(
            names = "--host",
            paramLabel = "HOST[:PORT]",
            required = true,
            description = "The host whose rule is changed, and which is asked what it serves.")
    private String host = "";

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Change change = new Change();

    @Option(
            names = "--rollout-days",
            paramLabel = "DAYS",
            defaultValue = "90",
            description = "How long installations take to follow a release; ${DEFAULT-VALUE} unless given.")
    private int rolloutDays;

    @Option(
            names = "--connect",
            paramLabel = "ADDRESS[:PORT]",
            description = "Connect to this address, but ask for the host.")
    private @Nullable String connect;

    @Option(names = "--offline", description = "Ask no server, and take your word that the step locks nobody out.")
    private boolean offline;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a server may take to answer; ${DEFAULT-VALUE} unless given.")
    private int timeout;

    @Option(names = "--dry-run", description = "Print the change as a diff, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--json",
            description =
                    "Print {file, host, rule, action, pin, written, diff, timetable: [{name, from, what}], notes}.")
    private boolean json;

    /** Which step. */
    static final class Change {
        @Option(
                names = "--new",
                paramLabel = "CSR|KEY|CERT|PIN",
                description = "Add the pin of the key in this file, or this pin.")
        private @Nullable String added;

        @Option(names = "--remove", paramLabel = "PIN", description = "Take this pin out.")
        private @Nullable String removed;
    }

    public RotateCommand(Terminal terminal) {
        this(terminal, Clock.systemUTC());
    }

    RotateCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        requireRange("--rollout-days", rolloutDays, MAX_DAYS);
        requireRange("--timeout", timeout, MAX_TIMEOUT);
        try {
            Endpoint peer = Endpoint.ofOption("--host", host, 443);
            Endpoint address = connect == null ? peer : Endpoint.ofOption("--connect", connect, peer.port());
            SpkiPin added = change.added == null ? null : GivenPin.parse("--new", change.added);
            Pin pin = added == null ? Pin.parse(String.valueOf(change.removed)) : added;
            PolicyFile file = open();
            Rotation rotation = rotation(file, peer);
            List<Set<Pin>> served = offline ? List.of() : ask(peer, address);
            String text = added == null ? rotation.remove(pin, served) : rotation.add(added, served);
            LocalDate today = LocalDate.now(clock);
            Timetable next = added == null
                    ? Timetable.afterRemoving(today, rolloutDays)
                    : Timetable.afterAdding(added, rotation.rule(), today, rolloutDays);
            List<String> diff = UnifiedDiff.of(config.toString(), file.text(), text);
            if (!dryRun) {
                write(file, text);
            }
            print(rotation, added == null ? "remove" : "add", pin, diff, next);
            return 0;
        } catch (RefusedException e) {
            terminal.complain(config + ": " + e.getMessage());
            return 1;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void requireRange(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new ParameterException(spec.commandLine(), option + " " + value + " is not between 1 and " + max);
        }
    }

    private PolicyFile open() {
        try {
            return PolicyFile.open(config, format == null ? null : PolicyFormats.named(format));
        } catch (IllegalArgumentException e) {
            throw inFile(e);
        }
    }

    private Rotation rotation(PolicyFile file, Endpoint peer) throws RefusedException {
        try {
            return new Rotation(file, peer.host(), clock.instant());
        } catch (IllegalArgumentException e) {
            throw inFile(e);
        }
    }

    private IllegalArgumentException inFile(IllegalArgumentException e) {
        return new IllegalArgumentException(config + ": " + e.getMessage(), e);
    }

    private List<Set<Pin>> ask(Endpoint peer, Endpoint address) {
        terminal.progress("asking " + peer + " ...");
        return ServedPins.of(peer, address, Duration.ofSeconds(timeout));
    }

    private void write(PolicyFile file, String text) {
        try {
            AtomicFile.replace(
                    config, file.text().getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(config + ": it is not written: " + Unreadable.reason(e), e);
        }
    }

    private void print(Rotation rotation, String action, Pin pin, List<String> diff, Timetable next) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", config.toString());
            fields.put("host", host);
            fields.put("rule", rotation.rule().hosts().toString());
            fields.put("action", action);
            fields.put("pin", pin.toString());
            fields.put("written", !dryRun);
            fields.put("diff", diff);
            fields.put(
                    "timetable",
                    next.steps().stream().map(RotateCommand::fields).toList());
            fields.put("notes", next.notes());
            terminal.printJson(fields);
            return;
        }
        if (dryRun) {
            diff.forEach(terminal::print);
            return;
        }
        terminal.print(config + ": " + pin + (action.equals("add") ? " is added to " : " is taken out of ")
                + "the rule for " + rotation.rule().hosts());
        for (Step step : next.steps()) {
            terminal.line()
                    .text("  ")
                    .styled("bold", String.format("%-8s", step.name()))
                    .text(step.from() + "  " + step.what())
                    .print();
        }
        next.notes().forEach(note -> terminal.print("Note: " + note + "."));
    }

    private static Map<String, Object> fields(Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", step.name());
        fields.put("from", step.from().toString());
        fields.put("what", step.what());
        return fields;
    }
}
