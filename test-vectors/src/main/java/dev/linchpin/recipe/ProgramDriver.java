package dev.linchpin.recipe;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.ConnectQuestion;
import dev.linchpin.process.ImplementationFailure;
import dev.linchpin.vectors.Hello;
import dev.linchpin.vectors.VectorFiles;
import java.time.Duration;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drives a program in any language that has the operation {@code tls.connect} ({@code docs/conformance.md}). It takes part in what can
 * be asked of a client that is told a rule and a host, and sends a request over HTTP/1.1; what else it takes part in follows from
 * the operations and features that it announces. Thread-safe: as many processes run as plays do.
 */
public final class ProgramDriver implements Driver, AutoCloseable {
    /** A lost process is replaced however often: each play has a verdict of its own. The answer's limit is the play's. */
    private static final ChildProcess.Limits LIMITS =
            new ChildProcess.Limits(Duration.ofSeconds(30), Duration.ofSeconds(10), Integer.MAX_VALUE);

    private final String name;
    private final ChildProcess.Command command;
    private final ExpectedFailures unsupported;
    private final ExpectedFailures knownFailures;
    private final Hello hello;
    private final Deque<ChildProcess> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private ProgramDriver(
            String name,
            ChildProcess.Command command,
            ExpectedFailures unsupported,
            ExpectedFailures knownFailures,
            ChildProcess first) {
        this.name = name;
        this.command = command;
        this.unsupported = unsupported;
        this.knownFailures = knownFailures;
        this.hello = first.hello();
        this.idle.push(first);
    }

    /**
     * Starts a program of which nothing is known; it appears under the name that it gives itself.
     *
     * @param line a command line for {@code sh}
     * @throws RuntimeException with the reason if it cannot be started, does not speak the protocol, or has no {@code tls.connect}
     */
    public static ProgramDriver start(String line) {
        ChildProcess.Command command = ChildProcess.Command.ofShell(line);
        ChildProcess first = startProcess(command);
        return new ProgramDriver(first.hello().name(), command, ExpectedFailures.NONE, ExpectedFailures.NONE, first);
    }

    static ProgramDriver start(String name, ChildProcess.Command command, LiveClients.Variant known) {
        return new ProgramDriver(name, command, known.unsupported(), known.expectedFailures(), startProcess(command));
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

    @Override
    public String name() {
        return name;
    }

    /** The language of the program, whose TLS it is. */
    @Override
    public String provider() {
        return hello.language();
    }

    /** What the program says of itself. */
    @Override
    public String version() {
        return hello.version();
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_1_1);
    }

    @Override
    public Set<Feature> features() {
        Set<Feature> features = EnumSet.of(Feature.IPV6, Feature.OWN_PATH_BUILDER, Feature.KEY_SIZES);
        if (namesHosts()) {
            features.add(Feature.HOST_PATTERNS);
        }
        if (hello.features().contains("cert-pin")) {
            features.add(Feature.CERTIFICATE_PINS);
        }
        if (hello.features().contains("keep-client")) {
            features.add(Feature.SEVERAL_REQUESTS);
        }
        return features;
    }

    private boolean namesHosts() {
        return hello.ops().contains("host.match");
    }

    @Override
    public Optional<String> unsupported(Scenario scenario, Transport transport) {
        return Driver.super
                .unsupported(scenario, transport)
                .or(() -> Optional.ofNullable(beyond(OneRule.of(scenario))))
                .or(() -> unsupported.reason(scenario.id()));
    }

    private @Nullable String beyond(OneRule asked) {
        if (!asked.isOnly()) {
            return "is told one rule, and here is none";
        } else if (!asked.namesHostLiterally() && !namesHosts()) {
            return "has pins without a host, which hold for whatever host it connects to";
        } else if (!asked.isAscii() && !hello.features().contains("idna")) {
            return "lacks U-labels in rules";
        } else if (asked.needsPath() && !hello.features().contains("path")) {
            return "looks at the leaf alone, and another certificate is pinned";
        }
        return null;
    }

    @Override
    public Optional<String> knownFailure(Scenario scenario, Transport transport) {
        return knownFailures.reason(scenario.id());
    }

    /** What is listed about scenarios that do not exist, in sentences. */
    public List<String> mistakes(Collection<Scenario> all) {
        List<String> ids = all.stream().map(Scenario::id).toList();
        return Stream.of(unsupported, knownFailures)
                .flatMap(listed -> listed.withoutCase(ids).stream())
                .map(id -> name + " lists the scenario " + id + ", which does not exist")
                .toList();
    }

    @Override
    public Client open(Setup setup) throws Exception {
        return ProgramClient.open(this, setup);
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return failure instanceof ProgramClient.PinRefusal;
    }

    /** A process that nobody else asks until it is given back. */
    ChildProcess lease() {
        ChildProcess waiting = idle.poll();
        return waiting == null ? startProcess(command) : waiting;
    }

    void giveBack(ChildProcess program) {
        idle.push(program);
        if (closed) {
            close();
        }
    }

    /** Ends the processes. */
    @Override
    public void close() {
        closed = true;
        for (ChildProcess program = idle.poll(); program != null; program = idle.poll()) {
            program.close();
        }
    }
}
