package dev.linchpin.cli;

import dev.linchpin.cli.command.Invocation;
import dev.linchpin.cli.command.Origin;
import dev.linchpin.cli.command.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code linchpin} command. */
@Command(
        name = "linchpin",
        description = "TLS public-key pinning for the JVM.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Everything is as it should be.",
            "1:Something is not as expected: in demo, gauntlet, lint, check, conformance, vectors or bench.",
            "2:Bad usage, or something that cannot be read or written.",
            "70:A defect of this program."
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs the command. Nothing but the terminal is touched, and no exception escapes. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine linchpin = new CommandLine(new Main());
        Commands.addTo(linchpin, terminal, arguments);
        return Invocation.run(linchpin, terminal, arguments);
    }

    /** The program with all its commands, as those know it who do not run it. */
    static CommandLine complete(Terminal terminal) {
        CommandLine linchpin = new CommandLine(new Main());
        Commands.addAllTo(linchpin, terminal);
        return linchpin;
    }

    /** Without a subcommand there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"linchpin " + Origin.version(), "commit " + Origin.commit(), "Java " + Origin.java()};
        }
    }
}
