package dev.linchpin.cli.bundle;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.remote.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linchpin bundle diff}. */
@Command(
        name = "diff",
        description = {
            "Shows what one bundle says and another does not, host by host and pin by pin. Nothing of them is verified.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:They come to the same policy and the same next keys.",
            "1:They do not.",
            "2:Bad usage, or a file that is no bundle."
        })
public final class DiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "OLD", description = "The bundle that is served now.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The one that is to be signed.")
    private Path after = Path.of("");

    @Option(names = "--json", description = "Print {from, to, removed, added}, versions and lists of statements.")
    private boolean json;

    public DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Bundle old = BundleShown.unverified(before, BundleFiles.document(before));
            Bundle now = BundleShown.unverified(after, BundleFiles.document(after));
            List<String> removed = new ArrayList<>(BundleShown.statements(old));
            removed.removeAll(BundleShown.statements(now));
            List<String> added = new ArrayList<>(BundleShown.statements(now));
            added.removeAll(BundleShown.statements(old));
            print(old, now, removed, added);
            return removed.isEmpty() && added.isEmpty() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void print(Bundle old, Bundle now, List<String> removed, List<String> added) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("from", old.version());
            fields.put("to", now.version());
            fields.put("removed", removed);
            fields.put("added", added);
            terminal.printJson(fields);
            return;
        }
        terminal.print("bundle " + old.version() + " for " + old.audience() + "  →  bundle " + now.version() + " for "
                + now.audience());
        removed.forEach(line -> terminal.line().styled("red", "- " + line).print());
        added.forEach(line -> terminal.line().styled("green", "+ " + line).print());
    }
}
