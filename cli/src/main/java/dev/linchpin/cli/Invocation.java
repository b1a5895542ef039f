package dev.linchpin.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How every command of the house is run: bad usage costs one sentence, and no exception escapes. */
public final class Invocation {
    private static final int BAD_USAGE = 2;
    private static final int DEFECT = 70; // EX_SOFTWARE of sysexits.h
    private static final int BROKEN_PIPE = 141; // as a shell reports SIGPIPE

    private Invocation() {}

    /** Runs the command, and returns its exit code. Nothing but the terminal is touched. */
    public static int run(CommandLine command, Terminal terminal, String... arguments) {
        command.setExpandAtFiles(false)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
                .setParameterExceptionHandler((e, args) -> badUsage(terminal, e))
                .setExecutionExceptionHandler((e, failed, result) -> defect(terminal, e, result));
        int exitCode = command.execute(arguments);
        return terminal.isGone() ? BROKEN_PIPE : exitCode;
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
}
