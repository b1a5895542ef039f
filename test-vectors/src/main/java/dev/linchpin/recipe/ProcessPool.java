package dev.linchpin.recipe;

import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.ConnectQuestion;
import dev.linchpin.process.ImplementationFailure;
import dev.linchpin.vectors.Hello;
import dev.linchpin.vectors.VectorFiles;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The processes of one program, as many as are asked at the same time. Thread-safe. */
final class ProcessPool implements AutoCloseable {
    /** A lost process is replaced however often: each play has a verdict of its own. The answer's limit is the play's. */
    private static final ChildProcess.Limits LIMITS =
            new ChildProcess.Limits(Duration.ofSeconds(30), Duration.ofSeconds(10), Integer.MAX_VALUE);

    private final ChildProcess.Command command;
    private final Hello hello;
    private final Deque<ChildProcess> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private ProcessPool(ChildProcess.Command command, ChildProcess first) {
        this.command = command;
        this.hello = first.hello();
        this.idle.push(first);
    }

    /**
     * Starts a first process.
     *
     * @throws RuntimeException with the reason if it cannot be started, does not speak the protocol, or has no {@code tls.connect}
     */
    static ProcessPool start(ChildProcess.Command command) {
        return new ProcessPool(command, startProcess(command));
    }

    private static ChildProcess startProcess(ChildProcess.Command command) {
        ChildProcess process = ChildProcess.start(command, LIMITS, VectorFiles.SUITE_VERSION);
        if (!process.hello().ops().contains(ConnectQuestion.OP)) {
            process.close();
            throw ImplementationFailure.error("announces the operations "
                    + process.hello().ops() + ", expected " + ConnectQuestion.OP + " among them");
        }
        return process;
    }

    /** What the first process said of itself. */
    Hello hello() {
        return hello;
    }

    /** A process that nobody else asks until it is given back. */
    ChildProcess lease() {
        ChildProcess waiting = idle.poll();
        return waiting == null ? startProcess(command) : waiting;
    }

    void giveBack(ChildProcess process) {
        idle.push(process);
        if (closed) {
            close();
        }
    }

    /** Ends the processes, and those that are leased as soon as they are given back. */
    @Override
    public void close() {
        closed = true;
        for (ChildProcess process = idle.poll(); process != null; process = idle.poll()) {
            process.close();
        }
    }
}
