package dev.linchpin.cli.jvm;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client that plays in a JVM of its own. */
public interface PlayedElsewhere extends Driver {
    /** What drives it there. */
    Driver driver();

    /** Where. */
    OwnJvm jvm();

    @Override
    default List<Protocol> protocols() {
        return driver().protocols();
    }

    @Override
    default String provider() {
        return driver().provider();
    }

    @Override
    default Set<Feature> features() {
        return driver().features();
    }

    @Override
    default Optional<String> unsupported(Scenario scenario, Transport transport) {
        return driver().unsupported(scenario, transport);
    }

    @Override
    default Optional<String> knownFailure(Scenario scenario, Transport transport) {
        return driver().knownFailure(scenario, transport);
    }

    @Override
    default Client open(Setup setup) {
        throw new IllegalStateException(name() + " plays in a JVM of its own");
    }

    @Override
    default boolean isPinRefusal(Throwable failure) {
        throw new IllegalStateException(name() + " plays in a JVM of its own");
    }
}
