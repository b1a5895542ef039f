package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** An application as Spring Boot makes it, whose RestClient comes from the builder that Spring Boot hands out. */
class RestClientTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate LEAF = ROOT.leaf("localhost");
    private static final TestCertificate ROGUE = ROOT.leaf("localhost");

    static class Pins {
        @Bean
        Linchpin linchpin() {
            return Linchpin.builder()
                    .trustedCertificates(List.of(ROOT.certificate()))
                    .policy(PinPolicy.builder()
                            .pin("localhost", LEAF.pin(), TestKey.generate().pin())
                            .build())
                    .build();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-components", "jdk"})
    void accepts_the_pinned_key_and_refuses_another_before_the_first_byte(String factory) {
        try (ConfigurableApplicationContext application = start(factory);
                TlsServer genuine = TlsServer.builder().present(LEAF.presented()).start();
                TlsServer rogue = TlsServer.builder().present(ROGUE.presented()).start()) {
            RestClient client = application.getBean(RestClient.Builder.class).build();
            assertEquals(200, get(client, genuine));
            ResourceAccessException e = assertThrows(ResourceAccessException.class, () -> get(client, rogue));
            assertTrue(PinMismatchException.in(e).isPresent(), e::toString);
            assertEquals(0, rogue.requestBytes());
        }
    }

    private static ConfigurableApplicationContext start(String factory) {
        return new SpringApplicationBuilder(Application.class, Pins.class)
                .web(WebApplicationType.NONE)
                .properties("spring.http.clients.imperative.factory=" + factory)
                .run();
    }

    private static int get(RestClient client, TlsServer server) {
        return client.get()
                .uri(server.uri("localhost", "/"))
                .retrieve()
                .toBodilessEntity()
                .getStatusCode()
                .value();
    }
}
