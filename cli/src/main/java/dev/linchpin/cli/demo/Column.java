package dev.linchpin.cli.demo;

import dev.linchpin.gauntlet.Driver;
import dev.linchpin.gauntlet.Protocol;
import dev.linchpin.gauntlet.Scenario;
import java.util.List;

/** One client speaking one protocol. */
record Column(Driver driver, Protocol protocol) {
    static List<Column> of(List<Driver> drivers) {
        return drivers.stream()
                .flatMap(driver -> driver.protocols().stream().map(protocol -> new Column(driver, protocol)))
                .toList();
    }

    boolean plays(Scenario scenario) {
        return scenario.protocols().contains(protocol);
    }
}
