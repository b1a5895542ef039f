package dev.linchpin.cli;

import dev.linchpin.cli.conformance.ConformanceCommand;
import dev.linchpin.cli.demo.DemoCommand;
import dev.linchpin.cli.pin.PinCommand;
import dev.linchpin.cli.vectors.GenerateCommand;
import dev.linchpin.cli.vectors.LintCommand;
import dev.linchpin.cli.vectors.VectorsCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
            "1:Something is not as expected: in demo, conformance or vectors.",
            "2:Bad usage, or a source that cannot be read.",
            "70:A defect of this program."
        })
public final class Main implements Runnable {
    private static final int BAD_USAGE = 2;
    private static final int DEFECT = 70; // EX_SOFTWARE of sysexits.h
    private static final int BROKEN_PIPE = 141; // as a shell reports SIGPIPE

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs the command. Nothing but the terminal is touched, and no exception escapes. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine linchpin = new CommandLine(new Main())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new PinCommand(terminal))
                .addSubcommand(new ConformanceCommand(terminal))
                .addSubcommand(new CommandLine(new VectorsCommand())
                        .addSubcommand(new GenerateCommand(terminal))
                        .addSubcommand(new LintCommand(terminal)))
                .setExpandAtFiles(false)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
                .setParameterExceptionHandler((e, args) -> badUsage(terminal, e))
                .setExecutionExceptionHandler((e, command, result) -> defect(terminal, e, result));
        int exitCode = linchpin.execute(arguments);
        return terminal.isGone() ? BROKEN_PIPE : exitCode;
    }

    /** Without a subcommand there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "");
    }

    private static int badUsage(Terminal terminal, ParameterException e) {
        CommandLine command = e.getCommandLine();
        String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        if (reason.isEmpty()) {
            command.usage(terminal.err());
        } else {
            terminal.complain(
                    reason + suggestion(e) + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
        }
        return BAD_USAGE;
    }

    private static String suggestion(ParameterException e) {
        List<String> near = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?";
    }

    private static int defect(Terminal terminal, Exception e, ParseResult result) {
        terminal.complain("this is a defect of the program, please report it: " + result.originalArgs());
        e.printStackTrace(terminal.err());
        return DEFECT;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"linchpin " + (version == null ? "(not packaged)" : version)};
        }
    }
}
