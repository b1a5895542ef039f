package dev.linchpin.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a program says that is asked who it is, and says little. */
public final class FirstLine {
    /** Some toolchains take seconds to start on a busy machine. */
    private static final int PATIENCE_SECONDS = 20;

    private FirstLine() {}

    /** The first line on its standard output; empty if it is not on this machine, says nothing, fails or does not end. */
    public static Optional<String> of(ProcessBuilder program) {
        try {
            Process process = program.redirectInput(
                            Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(Redirect.DISCARD)
                    .start();
            try {
                boolean succeeds = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
                return succeeds ? said(process).lines().findFirst() : Optional.empty();
            } finally {
                process.destroy();
            }
        } catch (IOException notHere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
