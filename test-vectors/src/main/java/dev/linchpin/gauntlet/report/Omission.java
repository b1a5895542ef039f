package dev.linchpin.gauntlet.report;

import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Transport;

/** A combination that was not played, and why not. */
public record Omission(Scenario scenario, String client, String provider, Transport transport, String reason) {
    public static Omission of(Scenario scenario, Driver driver, Transport transport, String reason) {
        return new Omission(scenario, driver.name(), driver.provider(), transport, reason);
    }
}
