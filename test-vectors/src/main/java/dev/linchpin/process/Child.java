package dev.linchpin.process;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of the operating system that answers lines with lines. For use by one thread. */
final class Child implements AutoCloseable {
    /** For what a process does by itself once it was told to end, or is dead already. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Process process;
    private final OutputStream input;
    private final LineReader output;
    private final Tail errors;
    private final Thread errorReader;
    private final ExecutorService talker;
    /** For when this program is ended before it has ended the other one. */
    private final Thread lastResort = new Thread(this::kill);

    private Child(Process process, Tail errors) {
        this.process = process;
        this.input = process.getOutputStream();
        this.output = new LineReader(process.getInputStream());
        this.errors = errors;
        this.errorReader = daemon(() -> errors.drain(process.getErrorStream()));
        this.errorReader.start();
        this.talker = Executors.newSingleThreadExecutor(Child::daemon);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts a program.
     *
     * @param errors takes what the process writes to its standard error
     * @throws ImplementationFailure if the program cannot be started
     */
    static Child start(ChildProcess.Command command, Tail errors) {
        ProcessBuilder builder =
                new ProcessBuilder(command.words()).directory(command.folder().toFile());
        builder.environment().putAll(command.environment());
        try {
            return new Child(builder.start(), errors);
        } catch (IOException e) {
            throw ImplementationFailure.crash("cannot be started: " + e.getMessage());
        }
    }

    /**
     * Sends a line and waits for the line that answers it.
     *
     * @throws ImplementationFailure if there is no answer; the process is of no use any more then
     */
    String ask(String line, Duration timeOut) {
        Future<String> answer = talker.submit(() -> {
            send(line);
            return output.read();
        });
        try {
            return answer.get(timeOut.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw ImplementationFailure.hang("no answer within " + timeOut.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw ImplementationFailure.interrupted();
        }
    }

    private void send(String line) throws IOException {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    private ImplementationFailure failure(ExecutionException e) {
        return e.getCause() instanceof ProtocolException broken
                ? ImplementationFailure.error(String.valueOf(broken.getMessage()))
                : ImplementationFailure.crash(end() + " instead of an answer");
    }

    private String end() {
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                return "closed its standard output";
            }
            errorReader.join(GRACE.toMillis());
            String lastWords = errors.lastLine();
            return "exited with " + process.exitValue() + (lastWords.isEmpty() ? "" : " (" + lastWords + ")");
        } catch (InterruptedException e) {
            throw ImplementationFailure.interrupted();
        }
    }

    /** Takes leave in the way of the protocol, then ends the process if it has not ended by itself. */
    void dismiss(String bye) {
        List<ProcessHandle> family = process.descendants().toList();
        talker.execute(() -> leave(bye));
        try {
            if (process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                errorReader.join(GRACE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        close();
    }

    private void leave(String bye) {
        try (input) {
            send(bye);
        } catch (IOException leftAlready) {
            // as it should
        }
    }

    /** Kills the process and all that it has started. */
    @Override
    public void close() {
        kill();
        talker.shutdownNow();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException shuttingDown) {
            // then it runs, or has run
        }
    }

    private void kill() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "linchpin-conformance-child");
        thread.setDaemon(true);
        return thread;
    }
}
