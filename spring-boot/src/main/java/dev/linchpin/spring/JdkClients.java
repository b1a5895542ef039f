package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import dev.linchpin.jdk.JavaNetHttpPinning;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;

/** Has each client of {@code java.net.http} obey the policy of one generation; somebody else makes another for the next. */
final class JdkClients {
    private JdkClients() {}

    static JdkClientHttpRequestFactoryBuilder pinned(Linchpin linchpin, JdkClientHttpRequestFactoryBuilder builder) {
        return builder.withHttpClientCustomizer(client -> JavaNetHttpPinning.forThisGeneration(linchpin, client));
    }

    static JdkClientHttpConnectorBuilder pinned(Linchpin linchpin, JdkClientHttpConnectorBuilder builder) {
        return builder.withHttpClientCustomizer(client -> JavaNetHttpPinning.forThisGeneration(linchpin, client));
    }
}
