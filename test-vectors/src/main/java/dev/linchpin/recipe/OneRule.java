package dev.linchpin.recipe;

import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import dev.linchpin.pki.TestCertificate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A scenario as one who is told a rule and a host sees it: what it takes to get it right. */
record OneRule(Scenario scenario, List<PolicySpec.Rule> rules) {
    static OneRule of(Scenario scenario) {
        return new OneRule(scenario, scenario.policy().rules());
    }

    boolean isOnly() {
        return rules.size() == 1;
    }

    /** Whether the rule names the host of the request, in whatever case and with or without the dot of the root. */
    boolean namesHostLiterally() {
        return pattern().equalsIgnoreCase(host().replaceFirst("\\.$", ""));
    }

    boolean isAscii() {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(pattern());
    }

    /** Whether the peer is genuine although its own key is not pinned: the pin is that of an authority on a path. */
    boolean needsPath() {
        List<String> pins = rules.get(0).pins();
        return scenario.expected().outcome() == Outcome.ACCEPT
                && namesHostLiterally()
                && leaves().noneMatch(leaf -> pins.contains(leaf.pin()) || pins.contains(leaf.certificatePin()));
    }

    private String pattern() {
        return rules.get(0).pattern();
    }

    private String host() {
        Step.Request last = (Step.Request) scenario.steps().get(scenario.steps().size() - 1);
        String host = URI.create(last.url().replaceAll("\\{[^}]*}", "443")).getHost();
        return host.replaceAll("[\\[\\]]", "");
    }

    /** What the judged server presents of its own, if it presents anything. */
    private Stream<TestCertificate> leaves() {
        return scenario.servers().stream()
                .filter(server -> server.name().equals(scenario.judged()))
                .flatMap(server -> server.presents().stream().limit(1));
    }
}
