package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;

/** Has each request sent by the connector of the generation in force when it is subscribed to, whose connections are its own. */
final class GenerationalConnector implements ClientHttpConnector {
    private final PerGeneration<ClientHttpConnector> connectors;

    GenerationalConnector(Linchpin linchpin, Supplier<ClientHttpConnector> making) {
        this.connectors = new PerGeneration<>(linchpin, making);
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> request) {
        return Mono.defer(() -> connectors.get().connect(method, uri, request));
    }
}
