package dev.linchpin.cli.gauntlet;

import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.play.ServedScenario;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scenarios whose servers are up.
 *
 * @param notServed the others, with the reason
 */
record Stand(List<ServedScenario> served, Map<Scenario, String> notServed) implements AutoCloseable {
    static Stand open(Gauntlet gauntlet, List<Scenario> scenarios) {
        List<ServedScenario> served = new ArrayList<>();
        Map<Scenario, String> notServed = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            Optional<String> reason = ServedScenario.unservable(scenario);
            if (reason.isPresent()) {
                notServed.put(scenario, reason.get());
            } else {
                served.add(gauntlet.serve(scenario));
            }
        }
        return new Stand(served, notServed);
    }

    @Override
    public void close() {
        served.forEach(ServedScenario::close);
    }
}
