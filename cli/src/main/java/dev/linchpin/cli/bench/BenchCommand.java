package dev.linchpin.cli.bench;

import dev.linchpin.cli.command.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * {@code linchpin bench}: starts the program of the benchmarks, with all arguments, and ends as it does. A program of its own,
 * because JMH is nothing that the other commands should carry along.
 */
@Command(
        name = "bench",
        description = "Measures what pinning costs, beside what its peers cost (bench --help tells more).")
public final class BenchCommand implements Callable<Integer> {
    private static final String JAR = "benchmarks/target/launcher/linchpin-benchmarks.jar";

    private final Optional<Checkout> checkout;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    public BenchCommand() {
        this(Checkout.find());
    }

    BenchCommand(Optional<Checkout> checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path jar = checkout.orElseThrow(() -> badUsage(Checkout.absenceOf("benchmarks")))
                .resolve(JAR);
        if (!Files.exists(jar)) {
            throw badUsage("the benchmarks are not built; ./linchpin bench builds them");
        }
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
        command.addAll(arguments);
        try {
            Process benchmarks = new ProcessBuilder(command).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(benchmarks::destroy));
            return benchmarks.waitFor();
        } catch (IOException e) {
            throw badUsage("cannot start the benchmarks: " + e.getMessage());
        }
    }

    /** The one that runs this. */
    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private ParameterException badUsage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
