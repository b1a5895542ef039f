package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import dev.linchpin.jdk.JavaNetHttpPinning;
import dev.linchpin.jetty.JettyPinning;
import io.netty.handler.ssl.SslContext;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.JettyClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/** Spring's reactive client, over any connector. */
final class WebClientExample {
    private WebClientExample() {}

    static WebClient webClient(ClientHttpConnector connector) {
        return WebClient.builder().clientConnector(connector).build();
    }

    static ClientHttpConnector onReactorNetty(Linchpin linchpin) {
        SslContext tls = NettyExample.sslContext(linchpin);
        return new ReactorClientHttpConnector(HttpClient.create().secure(spec -> spec.sslContext(tls)));
    }

    static ClientHttpConnector onHttpClient5(Linchpin linchpin) {
        return new HttpComponentsClientHttpConnector(
                HttpClient5Pinning.install(linchpin, HttpAsyncClientBuilder.create())
                        .build());
    }

    static ClientHttpConnector onJetty(Linchpin linchpin) {
        return new JettyClientHttpConnector(JettyPinning.install(linchpin, new org.eclipse.jetty.client.HttpClient()));
    }

    static ClientHttpConnector onTheJdk(Linchpin linchpin) {
        return new JdkClientHttpConnector(JavaNetHttpPinning.build(linchpin, java.net.http.HttpClient.newBuilder()));
    }
}
