package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OkHttp as it comes out of the box: what pinning is worth is what this client lets through. */
final class UnpinnedDriver extends ComparisonDriver {
    private static final Map<String, String> KNOWN_FAILURES = Map.of(
            "renegotiated-with-other-key",
            "it has no pins, and TLS 1.2 goes along with another certificate that is valid for the host");

    UnpinnedDriver() {
        super("unpinned", List.of(Protocol.HTTP_1_1, Protocol.HTTP_2), POLICIES_AND_REDIRECTS, KNOWN_FAILURES);
    }

    @Override
    public String version() {
        return PlainOkHttp.version();
    }

    @Override
    public Optional<String> knownFailure(Scenario scenario, Transport transport) {
        return switch (scenario.expected()) {
            case REFUSE_PIN -> Optional.of("it has no pins, and the chain is valid");
            case REFUSE_REDIRECT -> Optional.of("OkHttp follows redirects from https to http by default");
            default -> super.knownFailure(scenario, transport);
        };
    }

    @Override
    public Client open(Setup setup) throws Exception {
        PlainOkHttp http = PlainOkHttp.client(setup, builder -> {});
        return new Client() {
            @Override
            public Reply get(URI uri) throws Exception {
                return http.get(uri);
            }

            /** There is none. */
            @Override
            public void replacePolicy(PolicySpec policy) {}

            @Override
            public void close() {
                http.close();
            }
        };
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return false;
    }
}
