package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.util.List;
import java.util.Optional;

/**
 * A client that is to take part and does not run, here or now, so that it is missed in no table.
 *
 * @param reason why, for people to read
 * @param broken whether it should run, since all that it needs is here
 */
public record AbsentClient(String name, String provider, String reason, boolean broken) implements Driver {
    /** One that does not run on this machine, so that nobody knows what it would have run on. */
    public AbsentClient(String name, String reason, boolean broken) {
        this(name, "none", reason, broken);
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_1_1);
    }

    @Override
    public Optional<String> unsupported(Scenario scenario, Transport transport) {
        return Optional.of("not run: " + reason);
    }

    @Override
    public Client open(Setup setup) {
        throw new IllegalStateException(reason);
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return false;
    }
}
