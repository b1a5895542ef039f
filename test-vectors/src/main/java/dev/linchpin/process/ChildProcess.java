package dev.linchpin.process;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Hello;
import dev.linchpin.vectors.Implementation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An implementation in a process of its own, which is asked on its standard input and answers on its standard output, one JSON
 * object per line ({@code docs/conformance.md}). A process that crashes, hangs or breaks the protocol is killed, and another one
 * is started for the next question. For use by one thread.
 */
public final class ChildProcess implements Implementation, AutoCloseable {
    private final Command command;
    private final Limits limits;
    private final String suiteVersion;
    private final Tail errors = new Tail();
    private final Hello hello;
    private @Nullable Child child;
    private int lost;
    private long seq;

    private ChildProcess(Command command, Limits limits, String suiteVersion) {
        this.command = command;
        this.limits = limits;
        this.suiteVersion = suiteVersion;
        Started first = start();
        this.child = first.child();
        this.hello = first.hello();
    }

    /**
     * How to start a program.
     *
     * @param words the program and its arguments
     * @param environment variables besides those of this process
     */
    public record Command(List<String> words, Path folder, Map<String, String> environment) {
        public Command {
            words = List.copyOf(words);
            folder = folder.toAbsolutePath();
            environment = Map.copyOf(environment);
        }

        /** A command line as one types it into a shell, run where this process runs. */
        public static Command ofShell(String line) {
            return new Command(List.of("/bin/sh", "-c", line), Path.of(""), Map.of());
        }
    }

    /**
     * When patience ends.
     *
     * @param start for the answer to hello: interpreters and virtual machines start slowly on a busy machine
     * @param answer for each other answer
     * @param losses how many processes may be lost before no other one is started
     */
    public record Limits(Duration start, Duration answer, int losses) {
        /** With these a program that always hangs is given up after less than four minutes. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(10), 20);
    }

    /**
     * Starts a program and asks what it can do.
     *
     * @throws RuntimeException with the reason if it cannot be started or does not speak the protocol
     */
    public static ChildProcess start(Command command, Limits limits, String suiteVersion) {
        return new ChildProcess(command, limits, suiteVersion);
    }

    private record Started(Child child, Hello hello) {}

    private Started start() {
        Child started = Child.start(command, errors);
        try {
            return new Started(started, Wire.parseHello(started.ask(Wire.hello(suiteVersion), limits.start())));
        } catch (ImplementationFailure e) {
            started.close();
            throw e;
        }
    }

    @Override
    public Hello hello() {
        return hello;
    }

    @Override
    public Answer run(String op, Map<String, Object> input) {
        return ask(op, input, limits.answer(), Wire::parseAnswer);
    }

    /**
     * Has the program connect to a server.
     *
     * @throws RuntimeException if it fails in whatever way but by refusing the server
     */
    public ConnectAnswer connect(ConnectQuestion question, Duration patience) {
        return ask(ConnectQuestion.OP, question.input(), patience, Wire::parseConnectAnswer);
    }

    /** Reads an answer from a line, which must bear this number. */
    private interface Parser<T> {
        T parse(String line, long seq);
    }

    private <T> T ask(String op, Map<String, Object> input, Duration patience, Parser<T> parser) {
        Child asked = running();
        seq++;
        try {
            return parser.parse(asked.ask(Wire.run(seq, op, input), patience), seq);
        } catch (ImplementationFailure e) {
            asked.close();
            child = null;
            lost++;
            throw e;
        }
    }

    private Child running() {
        if (child == null) {
            child = startAgain();
        }
        return child;
    }

    private Child startAgain() {
        if (lost > limits.losses()) {
            throw ImplementationFailure.error("given up after the loss of " + lost + " processes");
        }
        try {
            return start().child();
        } catch (ImplementationFailure e) {
            lost++;
            throw e;
        }
    }

    /** The last of what the program wrote to its standard error. */
    public String errors() {
        return errors.text();
    }

    /** Ends the program. */
    @Override
    public void close() {
        if (child != null) {
            child.dismiss(Wire.bye());
            child = null;
        }
    }
}
