package dev.linchpin.recipe;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import dev.linchpin.process.ChildProcess;
import dev.linchpin.vectors.Hello;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drives a program in any language that has the operation {@code tls.connect} ({@code docs/conformance.md}). It takes part in what can
 * be asked of a client that has a rule for a host, and sends a request over HTTP/1.1; what else it takes part in follows from the
 * operations and features that it announces. Thread-safe: as many processes run as plays do.
 */
public final class ProgramDriver implements Driver, AutoCloseable {
    private final String name;
    private final String provider;
    private final ProcessPools pools;
    private final Hello hello;
    private final ExpectedFailures unsupported;
    private final ExpectedFailures knownFailures;

    private ProgramDriver(
            String name,
            String provider,
            ProcessPools pools,
            Hello hello,
            ExpectedFailures unsupported,
            ExpectedFailures knownFailures) {
        this.name = name;
        this.provider = provider;
        this.pools = pools;
        this.hello = hello;
        this.unsupported = unsupported;
        this.knownFailures = knownFailures;
    }

    /**
     * Starts a program of which nothing is known; it appears under the name that it gives itself.
     *
     * @param line a command line for {@code sh}
     * @throws RuntimeException with the reason if it cannot be started, does not speak the protocol, or has no {@code tls.connect}
     */
    public static ProgramDriver start(String line) {
        ProcessPool pool = ProcessPool.start(ChildProcess.Command.ofShell(line));
        return told(pool.hello().name(), pool, ExpectedFailures.NONE, ExpectedFailures.NONE);
    }

    static ProgramDriver start(String name, ChildProcess.Command command, LiveClients.Variant known) {
        return told(name, ProcessPool.start(command), known.unsupported(), known.expectedFailures());
    }

    private static ProgramDriver told(
            String name, ProcessPool pool, ExpectedFailures unsupported, ExpectedFailures knownFailures) {
        Hello hello = pool.hello();
        return new ProgramDriver(name, hello.language(), ProcessPools.telling(pool), hello, unsupported, knownFailures);
    }

    /**
     * Drives programs that have their policy built in: one for each policy, which is built before the first client that needs it is made.
     * They are told pattern and pins all the same, and need not look at them. What the program for one policy announces holds for all.
     *
     * @param provider who does the TLS, as the head of a column
     * @param sample a policy whose program is built and started at once
     * @param unsupported the scenarios in which they cannot take part
     * @throws IOException if the program for the sample cannot be built
     * @throws RuntimeException if it cannot be started, does not speak the protocol, or has no {@code tls.connect}
     */
    public static ProgramDriver builtFor(
            PolicySpec sample, String name, String provider, PolicyCommands commands, ExpectedFailures unsupported)
            throws IOException {
        ProcessPools pools = ProcessPools.building(commands);
        Hello hello = pools.enforcing(sample).hello();
        return new ProgramDriver(name, provider, pools, hello, unsupported, ExpectedFailures.NONE);
    }

    @Override
    public String name() {
        return name;
    }

    /** The language of the program, whose TLS it is, unless something else was given. */
    @Override
    public String provider() {
        return provider;
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

    /** Builds and starts the program that has this policy built in. */
    @Override
    public void prepare(PolicySpec policy) throws IOException {
        pools.enforcing(policy);
    }

    @Override
    public Client open(Setup setup) throws Exception {
        return ProgramClient.open(pools.enforcing(setup.policy()), setup);
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return failure instanceof ProgramClient.PinRefusal;
    }

    /** Ends the processes. */
    @Override
    public void close() {
        pools.close();
    }
}
