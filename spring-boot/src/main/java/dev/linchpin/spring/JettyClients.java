package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import dev.linchpin.jetty.JettyPinning;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;

/** Installs Jetty's adapter in each of its clients, before it is started. */
final class JettyClients {
    private JettyClients() {}

    static JettyClientHttpRequestFactoryBuilder pinned(
            Linchpin linchpin, JettyClientHttpRequestFactoryBuilder builder) {
        return builder.withHttpClientCustomizer(client -> JettyPinning.install(linchpin, client));
    }

    static JettyClientHttpConnectorBuilder pinned(Linchpin linchpin, JettyClientHttpConnectorBuilder builder) {
        return builder.withHttpClientCustomizer(client -> JettyPinning.install(linchpin, client));
    }
}
