package dev.linchpin.cli.vectors;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.vectors.draft.VectorGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin vectors generate}. */
@Command(
        name = "generate",
        description = "Writes the test vectors, the same bytes each time.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The files are written; with --check: they are what would be written.",
            "1:With --check: a file is missing or differs.",
            "2:Bad usage, or a file that cannot be read or written."
        })
public final class GenerateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--check", description = "Write nothing, and name the files that differ.")
    private boolean check;

    public GenerateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = Checkout.require("vectors", spec).resolve("test-vectors/vectors");
        terminal.progress("making certificates and signatures ...");
        try {
            return check ? check(folder) : write(folder);
        } catch (IOException e) {
            throw badUsage(String.valueOf(e.getMessage()));
        }
    }

    private int check(Path folder) throws IOException {
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, String> file : VectorGenerator.generate().entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
                different.add(file.getKey());
            }
        }
        different.forEach(name -> terminal.complain(name + " is not what would be generated"));
        if (different.isEmpty()) {
            terminal.print("The vectors are what would be generated.");
        }
        return different.isEmpty() ? 0 : 1;
    }

    private int write(Path folder) throws IOException {
        List<String> changed = VectorGenerator.writeTo(folder);
        terminal.print(changed.isEmpty() ? "nothing has changed" : "written: " + String.join(", ", changed));
        return 0;
    }

    private ParameterException badUsage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
