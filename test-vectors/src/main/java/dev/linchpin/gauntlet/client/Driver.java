package dev.linchpin.gauntlet.client;

import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows how to drive one kind of client through the gauntlet. Must be thread-safe. */
public interface Driver {
    /** The client's name, as the head of a column. */
    String name();

    /** The protocols that the client can be told to speak. */
    List<Protocol> protocols();

    /** Who does the client's TLS, as the head of a column. */
    default String provider() {
        return "SunJSSE";
    }

    /** The client's version, as its makers count; empty if nobody says, or if it is a part of the platform. */
    default String version() {
        return "";
    }

    /** What the client can do; it takes part in the scenarios that need no more. {@link Feature#usual()} unless a driver does more. */
    default Set<Feature> features() {
        return Feature.usual();
    }

    /** Why the client cannot take part, for people to read; empty if it can. */
    default Optional<String> unsupported(Scenario scenario, Transport transport) {
        if (!protocols().contains(transport.http())) {
            return Optional.of("does not speak " + transport.http().alpn());
        }
        return scenario.needs().stream()
                .filter(need -> !features().contains(need))
                .findFirst()
                .map(need -> "lacks " + need.description())
                .or(scenario::unplayable);
    }

    /** Why the client is known to do otherwise than the scenario demands; empty if it is held to it. */
    default Optional<String> knownFailure(Scenario scenario, Transport transport) {
        return Optional.empty();
    }

    /**
     * Does what may take long, and is done once before the first client with this policy is made: compiles it, for one. Nobody's patience
     * is measured.
     */
    default void prepare(PolicySpec policy) throws Exception {}

    /** Makes a new client, which shares neither connections nor sessions with any other. */
    Client open(Setup setup) throws Exception;

    /** Whether this failure of {@link Client#get} says that the peer's pins do not match. */
    boolean isPinRefusal(Throwable failure);
}
