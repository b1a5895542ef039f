package dev.linchpin.spring;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A way in which an application of Spring Boot's sends a request.
 *
 * @param library as its properties name it
 */
record Way(Builder builder, String library) {
    private static final List<String> LIBRARIES = List.of("http-components", "jetty", "reactor", "jdk");

    static Stream<Way> all() {
        return Arrays.stream(Builder.values())
                .flatMap(builder -> LIBRARIES.stream().map(library -> new Way(builder, library)));
    }

    ConfigurableApplicationContext start() {
        Map<String, Object> properties = Application.properties();
        properties.put("spring.http.client.factory", library);
        properties.put("spring.http.clients.imperative.factory", library);
        properties.put("spring.http.reactiveclient.connector", library);
        properties.put("spring.http.clients.reactive.connector", library);
        return Application.start(properties);
    }

    Sender sender(ConfigurableApplicationContext application) throws ReflectiveOperationException {
        return builder.sender(application);
    }

    @Override
    public String toString() {
        return builder + " over " + library;
    }

    /** Sends a GET, and returns the status of the response. */
    interface Sender {
        int get(URI uri);
    }

    enum Builder {
        REST_CLIENT {
            @Override
            Sender sender(ConfigurableApplicationContext application) {
                RestClient client =
                        application.getBean(RestClient.Builder.class).build();
                return uri -> client.get()
                        .uri(uri)
                        .retrieve()
                        .toEntity(String.class)
                        .getStatusCode()
                        .value();
            }
        },
        REST_TEMPLATE {
            /** Whose builder is in another package in each line of Spring Boot. */
            @Override
            Sender sender(ConfigurableApplicationContext application) throws ReflectiveOperationException {
                Object builder = application.getBean("restTemplateBuilder");
                RestTemplate template =
                        (RestTemplate) builder.getClass().getMethod("build").invoke(builder);
                return uri ->
                        template.getForEntity(uri, String.class).getStatusCode().value();
            }
        },
        WEB_CLIENT {
            @Override
            Sender sender(ConfigurableApplicationContext application) {
                WebClient client = application.getBean(WebClient.Builder.class).build();
                return uri -> client.get()
                        .uri(uri)
                        .retrieve()
                        .toEntity(String.class)
                        .block(Duration.ofSeconds(20))
                        .getStatusCode()
                        .value();
            }
        };

        abstract Sender sender(ConfigurableApplicationContext application) throws ReflectiveOperationException;
    }
}
