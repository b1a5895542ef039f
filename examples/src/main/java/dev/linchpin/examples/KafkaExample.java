package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/** Kafka's clients, which make the factory of their engines by the name of its class, and show it their configuration. */
public final class KafkaExample implements SslEngineFactory {
    private @Nullable Linchpin linchpin;

    static Map<String, Object> settings(Linchpin linchpin) {
        return Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                "SSL",
                SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG,
                KafkaExample.class,
                "linchpin",
                linchpin);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        linchpin = (Linchpin) settings.get("linchpin");
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, @Nullable String endpointIdentification) {
        if (linchpin == null) {
            throw new IllegalStateException(
                    "the setting linchpin is missing, expected the Linchpin that judges brokers");
        }
        SSLEngine engine = linchpin.sslContext().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("this factory is for clients");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> settings) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {}
}
