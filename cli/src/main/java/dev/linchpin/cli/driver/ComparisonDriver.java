package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client without an adapter, to compare with. Where it is known to let an attack through, or to refuse a genuine peer, the reason is
 * said here in advance; that list is exact, for a client that does better than it says is unexpected as well.
 */
public abstract class ComparisonDriver implements Driver {
    /** All that a policy of ours can say, for clients that need no help from their driver. */
    static final Set<Feature> POLICIES_AND_REDIRECTS = EnumSet.of(
            Feature.SEVERAL_REQUESTS,
            Feature.SEVERAL_RULES,
            Feature.HOST_PATTERNS,
            Feature.CERTIFICATE_PINS,
            Feature.EXEMPTIONS,
            Feature.POLICY_FILES,
            Feature.UNLISTED_HOSTS,
            Feature.REPORT_ONLY,
            Feature.EXPIRY,
            Feature.REPLACE_POLICY,
            Feature.REDIRECTS,
            Feature.UNUSUAL_KEYS,
            Feature.OWN_PATH_BUILDER,
            Feature.KEY_SIZES,
            Feature.STRICT_NAMES);

    /** The same, and what an application can give to Linchpin. */
    static Set<Feature> linchpinAnd(Feature... more) {
        EnumSet<Feature> features = EnumSet.copyOf(POLICIES_AND_REDIRECTS);
        features.addAll(List.of(Feature.BLOCK_LIST, Feature.BLIND_TRUST_MANAGER, Feature.CLOCK));
        features.addAll(List.of(more));
        return features;
    }

    private final String name;
    private final List<Protocol> protocols;
    private final Set<Feature> features;
    private final Map<String, String> knownFailures;

    /** @param knownFailures the reason for each scenario, by its id */
    ComparisonDriver(String name, List<Protocol> protocols, Set<Feature> features, Map<String, String> knownFailures) {
        this.name = name;
        this.protocols = List.copyOf(protocols);
        this.features = Collections.unmodifiableSet(EnumSet.copyOf(features));
        this.knownFailures = Map.copyOf(knownFailures);
    }

    /** All, in the order of the columns. */
    public static List<Driver> all() {
        return List.of(
                new JdkHttpClientDriver(),
                new HttpsUrlConnectionDriver(),
                new SslSocketDriver(),
                new CertificatePinnerDriver(),
                new UnpinnedDriver());
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Protocol> protocols() {
        return protocols;
    }

    @Override
    public final Set<Feature> features() {
        return features;
    }

    @Override
    public Optional<String> knownFailure(Scenario scenario, Transport transport) {
        return Optional.ofNullable(knownFailures.get(scenario.id()));
    }
}
