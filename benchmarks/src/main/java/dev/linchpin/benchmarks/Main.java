package dev.linchpin.benchmarks;

import dev.linchpin.cli.command.Invocation;
import dev.linchpin.cli.command.Terminal;
import picocli.CommandLine;

/** Runs the benchmarks; {@code linchpin bench} starts it. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Forks.endWithThisProcess();
        Terminal terminal = Terminal.ofProcess();
        System.setOut(System.err); // JMH prints what its JVMs complain of, which is no part of a result.
        System.exit(run(terminal, arguments));
    }

    static int run(Terminal terminal, String... arguments) {
        return Invocation.run(new CommandLine(new Bench(terminal)), terminal, arguments);
    }
}
