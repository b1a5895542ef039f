package dev.linchpin.httpclient5;

import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.core5.function.Resolver;
import org.apache.hc.core5.http.HttpHost;

/**
 * The one question that HttpClient's connection managers ask about each connection they make, in clear text too, which a TLS
 * strategy never sees: what is the TLS configuration of this target? Refuses connections of clients that lack the other half
 * of the installation, and, if it is in place for another client only, those in clear text that this half can judge alone.
 */
final class ConnectionWatch implements Resolver<HttpHost, TlsConfig> {
    private final ConnectionGate gate;
    private final TlsConfig settings;

    ConnectionWatch(ConnectionGate gate, TlsConfig settings) {
        this.gate = gate;
        this.settings = settings;
    }

    @Override
    public TlsConfig resolve(HttpHost target) {
        gate.installation().requireClient();
        gate.requireProtected(target);
        return settings;
    }
}
