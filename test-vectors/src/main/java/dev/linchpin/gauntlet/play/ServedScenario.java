package dev.linchpin.gauntlet.play;

import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.server.Backend;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A scenario whose servers are up until they are closed, for a client that somebody else holds in hand. Thread-safe. */
public final class ServedScenario implements AutoCloseable {
    /** What is not decided by the first request that a client sends of its own accord. */
    private static final Set<Feature> BEYOND_ONE_REQUEST = EnumSet.of(
            Feature.SEVERAL_REQUESTS,
            Feature.REPLACE_POLICY,
            Feature.TWO_CLIENTS,
            Feature.CONCURRENCY,
            Feature.SEVERAL_ADDRESSES,
            Feature.PROXY,
            Feature.WEB_SOCKETS,
            Feature.BLOCK_LIST,
            Feature.SERVER_NAME,
            Feature.PLATFORM_AUTHORITIES,
            Feature.TLS_LIMITS);

    private final Scenario scenario;
    private final Site site;

    private ServedScenario(Scenario scenario, Site site) {
        this.scenario = scenario;
        this.site = site;
    }

    public static ServedScenario open(Scenario scenario, Backend backend) {
        unservable(scenario).ifPresent(reason -> {
            throw new IllegalArgumentException(scenario.id() + " " + reason);
        });
        return new ServedScenario(scenario, Site.open(scenario, Transport.of(Protocol.HTTP_2), backend));
    }

    /** Why a scenario cannot be had without driving the client, for people to read; empty if it can. */
    public static Optional<String> unservable(Scenario scenario) {
        Set<Feature> needs = scenario.needs();
        return BEYOND_ONE_REQUEST.stream()
                .filter(needs::contains)
                .findFirst()
                .map(need -> "takes " + need.description())
                .or(scenario::unplayable);
    }

    public Scenario scenario() {
        return scenario;
    }

    /** What the client is to ask for; its host is at {@link Scenario#addresses()}. */
    public URI uri() {
        return URI.create(site.withPorts(scenario.judgedRequest().url()));
    }

    /** What the judged server has seen, in the order of arrival. */
    public List<TlsServer.Connection> connections() {
        return site.judged().connections();
    }

    /** Stops the servers. */
    @Override
    public void close() {
        site.close();
    }
}
