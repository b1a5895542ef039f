package dev.linchpin.gauntlet;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All scenarios, and the judge. The certificates are minted once; every play has servers of its own, so that no connection, session or
 * count is shared and plays may run side by side. Thread-safe.
 *
 * <pre>{@code
 * try (Gauntlet gauntlet = Gauntlet.open()) {
 *     gauntlet.playAll(driver).filter(Result::unexpected).forEach(System.out::println);
 * }
 * }</pre>
 */
public final class Gauntlet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestPki pki = new TestPki();
    private final Backend backend = new Backend();
    private final List<Scenario> scenarios;
    private final Play.Stage stage;

    private Gauntlet(Set<TlsVersion> versions, Duration patience) {
        this.stage = new Play.Stage(backend, versions, patience);
        this.scenarios = Stream.of(
                        LegitimatePeers.scenarios(pki),
                        ForgedChains.scenarios(pki),
                        HostNames.scenarios(pki),
                        PolicyModes.scenarios(pki),
                        Connections.scenarios(pki))
                .flatMap(List::stream)
                .toList();
    }

    /** Servers that offer TLS 1.2 and 1.3. */
    public static Gauntlet open() {
        return new Gauntlet(EnumSet.allOf(TlsVersion.class), PATIENCE);
    }

    /** Servers that offer this version of TLS only. */
    public static Gauntlet open(TlsVersion version) {
        return new Gauntlet(EnumSet.of(version), PATIENCE);
    }

    /** With less patience than ten seconds. */
    static Gauntlet open(Duration patience) {
        return new Gauntlet(EnumSet.allOf(TlsVersion.class), patience);
    }

    /** Every scenario, in the order in which a table should show them. */
    public List<Scenario> scenarios() {
        return scenarios;
    }

    /** The scenario with this id; {@link IllegalArgumentException} if there is none. */
    public Scenario scenario(String id) {
        return scenarios.stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario is called " + id));
    }

    /** The authorities that every client trusts. */
    public List<X509Certificate> trustAnchors() {
        return pki.trustAnchors();
    }

    /**
     * Plays one scenario. Never throws for what a client does; every call of the client has ten seconds.
     */
    public Result play(Scenario scenario, Driver driver, Protocol protocol) {
        return Play.of(scenario, driver, new Setup(scenario.policy(), trustAnchors(), protocol), stage);
    }

    /** Plays, one after the other, every scenario in every protocol that it and the driver have in common. */
    public Stream<Result> playAll(Driver driver) {
        return scenarios.stream()
                .flatMap(scenario -> driver.protocols().stream()
                        .filter(scenario.protocols()::contains)
                        .map(protocol -> play(scenario, driver, protocol)));
    }

    @Override
    public void close() {
        backend.close();
    }
}
