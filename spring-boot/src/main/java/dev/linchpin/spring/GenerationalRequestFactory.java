package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/** Has each request made by the factory of the generation in force, whose connections are its own. */
final class GenerationalRequestFactory implements ClientHttpRequestFactory {
    private final PerGeneration<ClientHttpRequestFactory> factories;

    GenerationalRequestFactory(Linchpin linchpin, Supplier<ClientHttpRequestFactory> making) {
        this.factories = new PerGeneration<>(linchpin, making);
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
        return factories.get().createRequest(uri, method);
    }
}
