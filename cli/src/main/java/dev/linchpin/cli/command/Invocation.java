package dev.linchpin.cli.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How every command of the house is run: bad usage costs one sentence, and no exception escapes. */
public final class Invocation {
    private static final int BAD_USAGE = 2;
    private static final int CANNOT_WRITE = 2;
    private static final int DEFECT = 70; // EX_SOFTWARE of sysexits.h
    private static final int BROKEN_PIPE = 141; // as a shell reports SIGPIPE
    private static final int LEAST_WIDTH = 55; // that picocli accepts
    private static final int WIDTH = 80;

    private Invocation() {}

    /** Runs the command, and returns its exit code. Nothing but the terminal is touched. */
    public static int run(CommandLine command, Terminal terminal, String... arguments) {
        command.setExpandAtFiles(false)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpWidth(width(System.getenv("COLUMNS")))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
                .setParameterExceptionHandler((e, args) -> badUsage(terminal, e))
                .setExecutionExceptionHandler((e, failed, result) -> defect(terminal, e, result));
        int exitCode = command.execute(arguments);
        if (!terminal.isGone()) {
            return exitCode;
        }
        Optional<String> reason = terminal.writeFailure();
        reason.ifPresent(why -> terminal.complain("the output cannot be written: " + why));
        return reason.isPresent() ? CANNOT_WRITE : BROKEN_PIPE;
    }

    /** The width of help: what a shell says in COLUMNS, as POSIX has it (XBD, section 8.3). */
    static int width(@Nullable String columns) {
        return columns != null && columns.matches("[1-9][0-9]{0,3}")
                ? Math.max(LEAST_WIDTH, Integer.parseInt(columns))
                : WIDTH;
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
        terminal.trace(e);
        return DEFECT;
    }
}
