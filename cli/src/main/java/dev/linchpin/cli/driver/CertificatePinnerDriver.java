package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.CertificatePinner;

/** OkHttp with the pinning that it brings along. */
final class CertificatePinnerDriver extends ComparisonDriver {
    private static final String ONE_PATH =
            "CertificatePinner follows one path, and the pin is on another that is as valid";
    private static final Map<String, String> KNOWN_FAILURES = Map.ofEntries(
            Map.entry(
                    "trailing-dot-host-other-key",
                    "CertificatePinner finds no pins for a host with a trailing dot (lysine-dev/okhttp#9724)"),
            Map.entry("cross-signed-intermediate", ONE_PATH),
            Map.entry("cross-signed-root", ONE_PATH),
            Map.entry(
                    "expired-cross-certificate",
                    "the path that CertificatePinner follows by names and signatures may hold expired certificates"),
            Map.entry(
                    "constrained-cross-certificate",
                    "the path that CertificatePinner follows by names and signatures may break name constraints"),
            Map.entry(
                    "rsa-key-without-null",
                    "CertificatePinner hashes the key as the platform writes it anew, with the NULL that is not there"),
            Map.entry(
                    "renegotiated-with-other-key",
                    "CertificatePinner is not asked about another handshake on an open connection"),
            Map.entry("redirect-to-clear-text", "OkHttp follows redirects from https to http by default"));

    private static final Set<String> NOT_COMPARED = Set.of("md-five-cross-certificate", "weak-key-cross-certificate");

    CertificatePinnerDriver() {
        super(
                "certificate-pinner",
                List.of(Protocol.HTTP_1_1, Protocol.HTTP_2),
                EnumSet.of(
                        Feature.SEVERAL_REQUESTS,
                        Feature.SEVERAL_RULES,
                        Feature.HOST_PATTERNS,
                        Feature.REDIRECTS,
                        Feature.UNUSUAL_KEYS,
                        Feature.STRICT_NAMES),
                KNOWN_FAILURES);
    }

    /** Where the question is by which rules a path was judged, there is nothing to compare: it follows a path of its own. */
    @Override
    public String version() {
        return PlainOkHttp.version();
    }

    @Override
    public Optional<String> unsupported(Scenario scenario, Transport transport) {
        return NOT_COMPARED.contains(scenario.id())
                ? Optional.of("checks something else: not compared")
                : super.unsupported(scenario, transport);
    }

    @Override
    public Client open(Setup setup) throws Exception {
        return PlainOkHttp.client(setup, builder -> builder.certificatePinner(pinner(setup.policy())));
    }

    private static CertificatePinner pinner(PolicySpec policy) {
        CertificatePinner.Builder pinner = new CertificatePinner.Builder();
        policy.rules().forEach(rule -> pinner.add(rule.pattern(), rule.pins().toArray(String[]::new)));
        return pinner.build();
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return failure instanceof SSLPeerUnverifiedException
                && String.valueOf(failure.getMessage()).startsWith("Certificate pinning failure!");
    }
}
