package dev.linchpin.gauntlet.scenario;

import dev.linchpin.gauntlet.transport.Loopback;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import dev.linchpin.pki.TestCertificate;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A situation and what must come of it, as data. Immutable.
 *
 * @param id a stable slug
 * @param title for a table, at most 40 characters
 * @param attack what is done to the client, in a sentence or two
 * @param background where the attack comes from
 * @param servers who listens; each play starts them anew
 * @param judged the name of the server whose request bytes count
 * @param policy in force when the client is made
 * @param trust what the application brings along to judge chains and names
 * @param steps in order; the last is the judged request, all others must come to what they expect
 * @param conditions where the scenario makes sense
 */
public record Scenario(
        String id,
        String title,
        String attack,
        Background background,
        List<Peer> servers,
        String judged,
        PolicySpec policy,
        TrustSpec trust,
        List<Step> steps,
        Conditions conditions) {
    public Scenario {
        servers = List.copyOf(servers);
        steps = List.copyOf(steps);
        if (!(steps.get(steps.size() - 1) instanceof Step.Request)) {
            throw new IllegalArgumentException(id + ": the last step must be the judged request");
        }
    }

    /** What the judged request must come to. */
    public Expectation expected() {
        return judgedRequest().expected();
    }

    /** Whether the scenario means anything over this. */
    public boolean makesSenseOver(Transport transport) {
        return conditions.protocols().contains(transport.http())
                && transport.tls().stream().anyMatch(conditions.tls()::contains);
    }

    /** What a client has to be able to do to take part. */
    public Set<Feature> needs() {
        return Needs.of(this);
    }

    /** The addresses of every host, in the order of the servers; servers at different addresses have the same port. */
    public List<String> addresses() {
        return servers.stream().map(Peer::address).distinct().toList();
    }

    /** Whether it waits on purpose, or sends hundreds of requests. */
    public boolean takesLong() {
        return conditions.patience().isPresent() || needs().contains(Feature.CONCURRENCY);
    }

    /** What this machine lacks for the scenario; empty if nothing. */
    public Optional<String> unplayable() {
        return addresses().stream()
                .filter(address -> !Loopback.has(address))
                .findFirst()
                .map(address -> "needs the address " + address + ", which this machine does not have");
    }

    public Step.Request judgedRequest() {
        return (Step.Request) steps.get(steps.size() - 1);
    }

    /**
     * A server of a scenario.
     *
     * @param presents the certificates it sends, leaf first, exactly as given; none for a server without TLS
     * @param address where it listens
     */
    public record Peer(String name, List<TestCertificate> presents, String address, Conduct conduct) {
        public Peer {
            presents = List.copyOf(presents);
        }
    }

    /**
     * Where an attack comes from.
     *
     * @param flags what the test vectors call it: flags of their files
     * @param references CVEs, RFC sections and issues of other projects
     */
    public record Background(Set<String> flags, List<String> references) {
        public Background {
            flags = Collections.unmodifiableSet(new LinkedHashSet<>(flags));
            references = List.copyOf(references);
        }
    }

    /**
     * Where a scenario makes sense, and how long it takes.
     *
     * @param patience how long one call of a client may last; empty for the usual half a minute
     * @param platform what the platform around the client has to be, which nothing else in the scenario tells
     */
    public record Conditions(
            Set<Protocol> protocols, Set<TlsVersion> tls, Optional<Duration> patience, Set<Feature> platform) {
        public Conditions {
            protocols = Set.copyOf(protocols);
            tls = Set.copyOf(tls);
            platform = Set.copyOf(platform);
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
