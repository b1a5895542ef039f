package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drives one kind of client, pinned by its adapter. All that differs between clients is how one is made and asked. */
public abstract class PinnedDriver implements Driver {
    private final String name;
    private final TlsProvider provider;
    private final Set<Feature> features;
    private final List<Protocol> protocols;

    PinnedDriver(String name, TlsProvider provider, Set<Feature> features, Protocol... protocols) {
        this.name = name;
        this.provider = provider;
        this.features = EnumSet.copyOf(features);
        this.features.removeAll(provider.lacks());
        this.protocols = List.of(protocols);
    }

    /** Every client that has an adapter, on the JDK's own TLS, in the order of the columns. */
    public static List<Driver> all() {
        return all(TlsProvider.SUN);
    }

    /** Every client that has an adapter, on this TLS, in the order of the columns. */
    public static List<Driver> all(TlsProvider provider) {
        return List.of(
                new OkHttpDriver(provider),
                new HttpClient5ClassicDriver(provider),
                HttpClient5AsyncDriver.negotiating(provider),
                HttpClient5AsyncDriver.http2Only(provider),
                JettyDriver.oneProtocol(provider),
                JettyDriver.dynamic(provider),
                new JavaNetHttpDriver(provider));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String provider() {
        return provider.label();
    }

    /** On whose TLS. */
    public final TlsProvider tls() {
        return provider;
    }

    @Override
    public final List<Protocol> protocols() {
        return protocols;
    }

    @Override
    public Optional<String> unsupported(Scenario scenario, Transport transport) {
        return provider.missing()
                .or(() -> provider.lacks(scenario))
                .or(() -> Driver.super.unsupported(scenario, transport));
    }

    @Override
    public final Set<Feature> features() {
        return Collections.unmodifiableSet(features);
    }

    /** What every client with an adapter can do but for some. */
    static Set<Feature> allBut(Feature... missing) {
        EnumSet<Feature> features = EnumSet.copyOf(Feature.all());
        features.removeAll(Set.of(Feature.PERMISSIVE_VERIFIER, Feature.SERVER_NAME, Feature.EARLY_CONNECTIONS));
        features.removeAll(List.of(missing));
        return features;
    }

    @Override
    public final Client open(Setup setup) throws Exception {
        return open(Policies.linchpin(setup, provider), setup);
    }

    abstract Client open(Linchpin linchpin, Setup setup) throws Exception;

    /** The same for all clients, whatever they wrap a refusal in. */
    @Override
    public final boolean isPinRefusal(Throwable failure) {
        return PinMismatchException.in(failure).isPresent();
    }

    /** A client that is made and pinned. */
    static class PinnedClient implements Client {
        private final Linchpin linchpin;
        private final Get get;
        private final Closeable connections;

        PinnedClient(Linchpin linchpin, Get get, Closeable connections) {
            this.linchpin = linchpin;
            this.get = get;
            this.connections = connections;
        }

        /** How this client sends a GET request. */
        interface Get {
            Reply get(URI uri) throws Exception;
        }

        @Override
        public final Reply get(URI uri) throws Exception {
            return get.get(uri);
        }

        @Override
        public final void replacePolicy(PolicySpec policy) {
            linchpin.replacePolicy(Policies.policy(policy));
        }

        @Override
        public final void close() throws IOException {
            connections.close();
        }
    }
}
