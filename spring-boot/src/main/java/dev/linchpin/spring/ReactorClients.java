package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.SslProvider;

/**
 * Pins clients of Reactor Netty, each for one generation: somebody else makes another for the next. A pool finds its connections by
 * the TLS context among other things, which is why a new one for each client keeps the connections of generations apart, whoever
 * shares the pool.
 */
final class ReactorClients {
    private ReactorClients() {}

    static ReactorClientHttpRequestFactoryBuilder pinned(
            Linchpin linchpin, ReactorClientHttpRequestFactoryBuilder builder) {
        return builder.withHttpClientCustomizer(client -> pinned(linchpin, client));
    }

    static ReactorClientHttpConnectorBuilder pinned(Linchpin linchpin, ReactorClientHttpConnectorBuilder builder) {
        return builder.withHttpClientCustomizer(client -> pinned(linchpin, client));
    }

    private static HttpClient pinned(Linchpin linchpin, HttpClient client) {
        if (client.configuration().sslProvider() != null) {
            throw new UnpinnedClientException("an HttpClient of Reactor Netty was told to secure itself, expected none:"
                    + " trust store and key store of pinned clients are those of linchpin.ssl-bundle");
        }
        JdkSslContext context = context(linchpin);
        return client.secure(spec -> secure(spec, context)).doOnRequest(new ReactorGate(linchpin));
    }

    @SuppressWarnings("deprecation") // The other constructors offer protocols by ALPN; this one leaves it at HTTP/1.1.
    private static JdkSslContext context(Linchpin linchpin) {
        return new JdkSslContext(linchpin.sslContext(), true, ClientAuth.NONE);
    }

    private static void secure(SslProvider.SslContextSpec spec, JdkSslContext context) {
        spec.sslContext(context).handlerConfigurator(ReactorClients::verifyNames);
    }

    private static void verifyNames(SslHandler handler) {
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
    }
}
