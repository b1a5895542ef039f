package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.HttpComponentsClientHttpConnectorBuilder;

/** Gives Apache HttpClient 5 the two halves of its adapter. */
final class HttpComponentsClients {
    private HttpComponentsClients() {}

    static HttpComponentsClientHttpRequestFactoryBuilder pinned(
            Linchpin linchpin, HttpComponentsClientHttpRequestFactoryBuilder builder) {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        return builder.withConnectionManagerCustomizer(pinning::connections).withHttpClientCustomizer(pinning::client);
    }

    static HttpComponentsClientHttpConnectorBuilder pinned(
            Linchpin linchpin, HttpComponentsClientHttpConnectorBuilder builder) {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        return builder.withConnectionManagerCustomizer(pinning::connections).withHttpClientCustomizer(pinning::client);
    }
}
