package dev.linchpin.cli.vectors;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.remote.testee.WholeImplementation;
import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.VectorFiles;
import dev.linchpin.vectors.lint.KillMatrix;
import dev.linchpin.vectors.lint.VectorLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin vectors lint}. */
@Command(
        name = "lint",
        description = "Holds the test vectors to their schemas, notes, baselines, published ids and mutants.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:There is nothing to complain about.",
            "1:There is.",
            "2:Bad usage, or a file that cannot be read."
        })
public final class LintCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--matrix", description = "Print which mutants fail cases of which flags.")
    private boolean matrix;

    public LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = Checkout.require("vectors", spec).resolve("test-vectors");
        try {
            List<String> problems = new ArrayList<>(VectorLint.check(folder));
            if (problems.isEmpty()) {
                terminal.progress("asking Linchpin, and each of its mutants ...");
                KillMatrix kills = KillMatrix.of(new WholeImplementation(), files(folder.resolve("vectors/v1")));
                problems.addAll(kills.problems());
                if (matrix) {
                    kills.killed().forEach((flag, mutants) -> terminal.print(flag + ": " + String.join(", ", mutants)));
                }
            }
            problems.forEach(terminal::complain);
            if (problems.isEmpty()) {
                terminal.print("The vectors are in order, and every flag fails a mutant.");
            }
            return problems.isEmpty() ? 0 : 1;
        } catch (IOException e) {
            throw badUsage(String.valueOf(e.getMessage()));
        }
    }

    /** Those of the checkout, not those that this program was built with. */
    private static List<VectorFile> files(Path folder) throws IOException {
        List<VectorFile> files = new ArrayList<>();
        for (String topic : VectorFiles.TOPICS) {
            files.add(VectorFiles.parse(Files.readString(folder.resolve(topic + ".json"))));
        }
        return files;
    }

    private ParameterException badUsage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
