package dev.linchpin.cli.demo;

import dev.linchpin.gauntlet.Driver;
import dev.linchpin.gauntlet.Protocol;
import dev.linchpin.gauntlet.Scenario;
import dev.linchpin.gauntlet.Transport;
import java.util.List;

/** One client speaking one protocol. */
record Column(Driver driver, Protocol protocol) {
    static List<Column> of(List<Driver> drivers) {
        return drivers.stream()
                .flatMap(driver -> driver.protocols().stream().map(protocol -> new Column(driver, protocol)))
                .toList();
    }

    boolean plays(Scenario scenario) {
        return driver.unsupported(scenario, Transport.of(protocol)).isEmpty()
                && scenario.makesSenseOver(Transport.of(protocol));
    }
}
