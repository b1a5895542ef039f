package dev.linchpin.cli.emit;

import dev.linchpin.cli.command.Nearest;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.target.EmittedCode;
import dev.linchpin.cli.target.Emitter;
import dev.linchpin.cli.target.Target;
import dev.linchpin.cli.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linchpin emit}. */
@Command(
        name = "emit",
        description = {
            "Writes pinning code for another platform: TARGET is a client, a language or a format, and --list names all of them.",
            "",
            "Where a backup pin is missing, the code refuses to build or to start until it has one. What the platform cannot say of"
                    + " the policy is told, and stands in the code.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The code is written, all of it.",
            "2:Bad usage, a source that cannot be read, or a file that cannot be written; nothing is."
        })
public final class EmitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "What to write for, such as okhttp-java or node.")
    private @Nullable String name;

    @Mixin
    private PinningOptions pinning = new PinningOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write all files there; without, the one with the pins is printed.")
    private @Nullable Path output;

    @Option(names = "--force", description = "With -o: replace files that are there with other content.")
    private boolean force;

    @Option(names = "--list", description = "Name the targets, and what of each is run by Linchpin's own tests.")
    private boolean list;

    @Option(
            names = "--json",
            description =
                    "Print {target, files: {name: text}, notes, withoutBackup}; with --list [{target, language, run, reason}].")
    private boolean json;

    public EmitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (list) {
            printList();
            return 0;
        }
        Target target = target();
        try {
            Pinning wanted = pinning.read(terminal);
            EmittedCode code = new Emitter(target, wanted::describe).emit(wanted.policy());
            write(target, code);
            tell(target, code);
            return 0;
        } catch (IllegalArgumentException | IOException e) {
            throw badUsage(String.valueOf(e.getMessage()));
        }
    }

    private void printList() {
        if (name != null) {
            throw badUsage("--list names all targets, expected it without \"" + name + "\"");
        } else if (json) {
            terminal.printJson(TargetTable.fields(Targets.all()));
        } else {
            TargetTable.print(Targets.all(), terminal);
        }
    }

    private Target target() {
        if (name == null) {
            throw badUsage("there is no TARGET, expected one such as okhttp-java or node; --list names all of them");
        } else if (!Targets.names().contains(name)) {
            throw badUsage("there is no target \"" + name + "\"; the nearest are " + Nearest.to(name, Targets.names()));
        } else if (force && output == null) {
            throw badUsage("--force replaces files, expected -o DIR with it");
        }
        return Targets.named(name);
    }

    private void write(Target target, EmittedCode code) throws IOException {
        if (output != null) {
            Map<Path, OutputFolder.Fate> fates = new OutputFolder(output, force).write(code.files());
            if (!json) {
                fates.forEach((file, fate) -> terminal.print(fate.name().toLowerCase(Locale.ROOT) + "  " + file));
            }
        } else if (!json) {
            terminal.printCode(code.files().values().iterator().next());
        }
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("target", target.name());
            fields.put("files", code.files());
            fields.put("notes", code.notes());
            fields.put("withoutBackup", code.withoutBackup());
            terminal.printJson(fields);
        }
    }

    /** What somebody should know who has the code now. */
    private void tell(Target target, EmittedCode code) {
        code.notes().forEach(note -> terminal.complain(target.name() + ": " + note));
        if (!code.withoutBackup().isEmpty()) {
            terminal.complain("no backup pin for " + String.join(", ", code.withoutBackup())
                    + ": the code refuses to work until it has one; linchpin backup makes it, and --backup puts it in");
        }
        if (output == null && !json && code.files().size() > 1) {
            terminal.complain("this needs "
                    + String.join(", ", code.files().keySet().stream().skip(1).toList())
                    + " beside it, which -o DIR writes, too");
        }
    }

    private ParameterException badUsage(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
