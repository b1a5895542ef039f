package dev.linchpin.cli.demo;

import dev.linchpin.PinMismatchException;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import org.jspecify.annotations.Nullable;

/** Shows a refusal as the user of a client meets it. */
final class Explanation {
    private Explanation() {}

    static boolean explains(Result result) {
        return result.actual() == Outcome.REFUSE
                && PinMismatchException.in(result.failure()).isPresent();
    }

    static void print(Terminal terminal, Result result) {
        PinMismatchException refusal = PinMismatchException.in(result.failure()).orElseThrow();
        String scenario = result.scenario().title();
        terminal.line()
                .styled(
                        "bold",
                        "The first refusal in full: " + scenario + ", " + result.client() + " over "
                                + result.protocol().alpn())
                .print();
        terminal.print("  " + result.scenario().attack());
        terminal.print("");
        terminal.print("What the client throws:");
        for (Throwable t = result.failure(); t != null && t != refusal; t = t.getCause()) {
            terminal.print("  " + t.getClass().getName() + ", caused by");
        }
        terminal.print("  " + refusal.getClass().getName() + ":");
        message(refusal).lines().forEach(line -> terminal.print("    " + line));
        terminal.print("");
        terminal.print("What your code catches, with any client:");
        terminal.print("  PinMismatchException.in(e).ifPresent(refusal -> log.warn(refusal.getMessage()));");
    }

    private static String message(Throwable t) {
        @Nullable String message = t.getMessage();
        return message == null ? "" : message;
    }
}
