package dev.linchpin.cli.tournament;

import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.util.List;
import java.util.Optional;

/** One client speaking one version of HTTP over TLS. */
public record Column(Driver driver, Transport transport) {
    /** The servers offer both versions of TLS. */
    public static List<Column> of(List<Driver> drivers) {
        return drivers.stream()
                .flatMap(driver ->
                        driver.protocols().stream().map(protocol -> new Column(driver, Transport.of(protocol))))
                .toList();
    }

    public Protocol protocol() {
        return transport.http();
    }

    public boolean plays(Scenario scenario) {
        return unsupported(scenario).isEmpty();
    }

    /** Why not, for people to read; empty if it plays. */
    public Optional<String> unsupported(Scenario scenario) {
        if (driver instanceof AbsentClient) {
            return driver.unsupported(scenario, transport);
        } else if (!scenario.conditions().protocols().contains(protocol())) {
            return Optional.of("the scenario is about another version of HTTP");
        } else if (!scenario.makesSenseOver(transport)) {
            return Optional.of("the scenario is about another version of TLS");
        }
        return driver.unsupported(scenario, transport);
    }
}
