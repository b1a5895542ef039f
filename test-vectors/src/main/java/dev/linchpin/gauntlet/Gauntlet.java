package dev.linchpin.gauntlet;

import dev.linchpin.gauntlet.catalogue.Catalogue;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.play.Play;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.play.ServedScenario;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.server.Backend;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
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
    /** A handshake byte by byte is a matter of seconds on a busy machine; who hangs is found out all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Catalogue catalogue = new Catalogue();
    private final Backend backend = new Backend();
    private final Set<TlsVersion> versions;
    private final Duration patience;

    private Gauntlet(Set<TlsVersion> versions, Duration patience) {
        this.versions = versions;
        this.patience = patience;
    }

    /** Servers that offer TLS 1.2 and 1.3. */
    public static Gauntlet open() {
        return new Gauntlet(EnumSet.allOf(TlsVersion.class), PATIENCE);
    }

    /** Servers that offer this version of TLS only. */
    public static Gauntlet open(TlsVersion version) {
        return new Gauntlet(EnumSet.of(version), PATIENCE);
    }

    /** With less patience than half a minute. */
    static Gauntlet open(Duration patience) {
        return new Gauntlet(EnumSet.allOf(TlsVersion.class), patience);
    }

    /** Every scenario, in the order in which a table should show them. */
    public List<Scenario> scenarios() {
        return catalogue.scenarios();
    }

    /** Those to which every pinning client has an answer, each with an EC chain and with an RSA chain. */
    public List<Scenario> essentials() {
        return catalogue.essentials();
    }

    /** The scenario with this id; {@link IllegalArgumentException} if there is none. */
    public Scenario scenario(String id) {
        return scenarios().stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario is called " + id));
    }

    /** The authorities that every client trusts. */
    public List<X509Certificate> trustAnchors() {
        return catalogue.trustAnchors();
    }

    /**
     * Starts the servers of a scenario, for a client that nobody drives. They offer TLS 1.2 and 1.3, HTTP/1.1 and HTTP/2, and end when
     * they are closed, or with the gauntlet.
     *
     * @throws IllegalArgumentException if the scenario is {@link ServedScenario#unservable}
     */
    public ServedScenario serve(Scenario scenario) {
        return ServedScenario.open(scenario, backend);
    }

    /** Plays one scenario, with the versions of TLS that this gauntlet was opened with. */
    public Result play(Scenario scenario, Driver driver, Protocol protocol) {
        return play(scenario, driver, new Transport(protocol, versions));
    }

    /**
     * Plays one scenario. Never throws for what a client does; every call of the client has half a minute, or the scenario's patience.
     */
    public Result play(Scenario scenario, Driver driver, Transport transport) {
        Duration longest = scenario.conditions().patience().orElse(patience);
        Setup direct = new Setup(scenario.policy(), trustAnchors(), transport, longest);
        return Play.of(scenario, driver, direct, backend);
    }

    /**
     * Plays, one after the other, every scenario in every protocol in which it makes sense and the driver can take part. Scenarios that
     * ask for more than the usual patience are left out.
     */
    public Stream<Result> playAll(Driver driver) {
        return scenarios().stream()
                .filter(scenario -> scenario.conditions().patience().isEmpty())
                .flatMap(scenario -> driver.protocols().stream()
                        .map(protocol -> new Transport(protocol, versions))
                        .filter(scenario::makesSenseOver)
                        .filter(transport ->
                                driver.unsupported(scenario, transport).isEmpty())
                        .map(transport -> play(scenario, driver, transport)));
    }

    @Override
    public void close() {
        backend.close();
    }
}
