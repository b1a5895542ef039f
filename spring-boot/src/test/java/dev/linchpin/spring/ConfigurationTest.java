package dev.linchpin.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.report.PinReporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;

/** What the properties mean, and what makes an application not start. */
class ConfigurationTest {
    private static final Map<String, Object> GOOD = Map.copyOf(Application.properties());

    @Test
    void makes_a_rule_of_all_its_properties() {
        try (ConfigurableApplicationContext application = Application.start(with(
                "linchpin.unlisted-hosts", "report",
                "linchpin.rules[1].hosts", "**.example.com",
                "linchpin.rules[1].pins[0]", Application.BACKUP,
                "linchpin.rules[1].mode", "report-only",
                "linchpin.rules[1].expires", "2030-12-31",
                "linchpin.rules[1].after-expiry", "fail-open"))) {
            Linchpin linchpin = application.getBean(Linchpin.class);
            assertEquals(UnlistedHosts.REPORT, linchpin.policy().unlistedHosts());
            PinRule rule = linchpin.policy().rules().get(1);
            assertEquals("**.example.com", rule.hosts().toString());
            assertEquals(EnforcementMode.REPORT_ONLY, rule.mode());
            assertEquals(Optional.of(Instant.parse("2030-12-31T00:00:00Z")), rule.expires());
            assertEquals(Optional.of(AfterExpiry.FAIL_OPEN), rule.afterExpiry());
        }
    }

    @Test
    void exempts_hosts_from_a_wider_rule() {
        try (ConfigurableApplicationContext application = Application.start(with(
                "linchpin.exempt[0]", "blog.example.com",
                "linchpin.exempt[1]", "**.cdn.example.com"))) {
            Linchpin linchpin = application.getBean(Linchpin.class);
            assertEquals(
                    List.of("blog.example.com", "**.cdn.example.com"),
                    linchpin.policy().exemptions().stream()
                            .map(HostPattern::toString)
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "linchpin.exempt[0], *.com, linchpin.exempt[0]",
        "linchpin.exempt[0], localhost, linchpin.exempt[0]",
        "linchpin.rules[0].pins[1], sha256/abc, linchpin.rules[0].pins[1]",
        "linchpin.rules[0].hosts, https://a, linchpin.rules[0].hosts",
        "linchpin.rules[0].expires, tomorrow, linchpin.rules[0].after-expiry",
        "linchpin.rules[0].after-expiry, fail-open, linchpin.rules[0].after-expiry",
        "linchpin.rules[0].no-backup-pin, ' ', linchpin.rules[0].no-backup-pin",
        "linchpin.ssl-bundle, other, linchpin.ssl-bundle",
    })
    void refuses_a_wrong_value_by_the_name_of_its_property(String property, String value, String named) {
        RefusedPropertyException refusal =
                causeOf(RefusedPropertyException.class, () -> Application.start(with(property, value)));
        assertEquals(named, refusal.property());
        assertTrue(refusal.getMessage().startsWith(named + ": "), refusal::getMessage);
        assertEquals(
                refusal.getMessage(),
                new RefusedPropertyAnalyzer().analyze(refusal).getDescription());
    }

    @Test
    void refuses_an_expiry_that_is_no_date() {
        RefusedPropertyException refusal = causeOf(
                RefusedPropertyException.class,
                () -> Application.start(
                        with("linchpin.rules[0].expires", "tomorrow", "linchpin.rules[0].after-expiry", "fail-open")));
        assertEquals("linchpin.rules[0].expires", refusal.property());
    }

    @Test
    void refuses_two_rules_for_the_same_hosts() {
        RefusedPropertyException refusal = causeOf(
                RefusedPropertyException.class,
                () -> Application.start(with(
                        "linchpin.rules[1].hosts", Application.HOST,
                        "linchpin.rules[1].pins[0]", Application.LEAF.pin(),
                        "linchpin.rules[1].pins[1]", Application.BACKUP)));
        assertEquals("linchpin.rules[1].hosts", refusal.property());
    }

    @Test
    void refuses_an_application_without_rules() {
        RefusedPropertyException refusal = causeOf(
                RefusedPropertyException.class,
                () -> Application.start(Map.of("spring.main.lazy-initialization", true)));
        assertEquals("linchpin.rules", refusal.property());
    }

    @Test
    void refuses_a_property_that_it_does_not_know() {
        Exception failure = assertThrows(
                Exception.class, () -> Application.start(with("linchpin.rules[0].expiress", "2030-12-31")));
        assertTrue(messages(failure).contains("linchpin.rules[0].expiress"), () -> messages(failure));
    }

    @Test
    void refuses_the_factory_that_cannot_be_pinned() {
        UnpinnedClientException refusal = causeOf(
                UnpinnedClientException.class,
                () -> Application.start(with(
                        "spring.http.client.factory", "simple", "spring.http.clients.imperative.factory", "simple")));
        assertTrue(refusal.getMessage().contains("SimpleClientHttpRequestFactoryBuilder"), refusal::getMessage);
        assertEquals(
                refusal.getMessage(),
                new UnpinnedClientAnalyzer().analyze(refusal).getDescription());
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnBuilder {
        @Bean
        ClientHttpRequestFactoryBuilder<?> own() {
            return ClientHttpRequestFactoryBuilder.of(SimpleClientHttpRequestFactory::new);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConnector {
        @Bean
        ClientHttpConnector own() {
            return new JdkClientHttpConnector();
        }
    }

    @Test
    void refuses_a_factory_or_connector_of_the_applications_own_unless_told_to_accept_it() {
        for (Class<?> own : new Class<?>[] {OwnBuilder.class, OwnConnector.class}) {
            UnpinnedClientException refusal =
                    causeOf(UnpinnedClientException.class, () -> Application.start(GOOD, own));
            assertTrue(refusal.getMessage().startsWith("the bean own is a "), refusal::getMessage);
            Application.start(with("linchpin.unpinnable-clients", "accept"), own)
                    .close();
        }
    }

    @Test
    void refuses_an_ssl_bundle_in_the_settings_of_clients() {
        Map<String, Object> properties =
                with("spring.http.client.ssl.bundle", "lab", "spring.http.clients.ssl.bundle", "lab");
        UnpinnedClientException refusal = causeOf(UnpinnedClientException.class, () -> {
            try (ConfigurableApplicationContext application = Application.start(properties)) {
                application.getBean(RestClient.Builder.class);
            }
        });
        assertTrue(refusal.getMessage().contains("linchpin.ssl-bundle"), refusal::getMessage);
    }

    /** As in a reactive application, where {@code RestClient.Builder} would otherwise look for a factory that is no bean. */
    @Test
    void pins_the_request_factory_where_spring_boot_makes_no_bean_of_it() {
        Map<String, Object> properties = with(
                "spring.autoconfigure.exclude",
                "org.springframework.boot.autoconfigure.http.client.HttpClientAutoConfiguration,"
                        + "org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration");
        try (ConfigurableApplicationContext application = Application.start(properties);
                TlsServer rogue = TlsServer.builder()
                        .present(Application.AUTHORITY.leaf(Application.HOST).presented())
                        .start()) {
            RestClient client = application.getBean(RestClient.Builder.class).build();
            URI uri = rogue.uri(Application.HOST, "/hello");
            RuntimeException refusal = assertThrows(
                    RuntimeException.class,
                    () -> client.get().uri(uri).retrieve().toBodilessEntity());
            assertTrue(PinMismatchException.in(refusal).isPresent(), refusal::toString);
        }
    }

    @Test
    void describes_each_property_to_editors() throws IOException {
        String metadata;
        try (InputStream in =
                LinchpinProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = new String(in.readAllBytes(), UTF_8);
        }
        for (RecordComponent property : LinchpinProperties.class.getRecordComponents()) {
            String name = "linchpin."
                    + property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            assertTrue(metadata.contains("\"name\": \"" + name + "\""), name);
        }
        for (RecordComponent option : LinchpinProperties.Rule.class.getRecordComponents()) {
            String name = option.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            assertTrue(metadata.contains(name), name);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnLinchpin {
        static final Linchpin LINCHPIN =
                Linchpin.builder().policy(Application.pinning(Application.LEAF)).build();

        @Bean
        Linchpin own() {
            return LINCHPIN;
        }
    }

    @Test
    void leaves_a_linchpin_of_the_applications_own() {
        try (ConfigurableApplicationContext application = Application.start(Map.of(), OwnLinchpin.class)) {
            assertSame(OwnLinchpin.LINCHPIN, application.getBean(Linchpin.class));
        }
    }

    @Test
    void refuses_rules_that_nobody_would_enforce() {
        RefusedPropertyException refusal =
                causeOf(RefusedPropertyException.class, () -> Application.start(GOOD, OwnLinchpin.class));
        assertEquals("linchpin.rules", refusal.property());
    }

    @Configuration(proxyBeanMethods = false)
    static class Reporter {
        static final CountDownLatch HEARD = new CountDownLatch(1);

        @Bean
        PinReporter reporter() {
            return report -> HEARD.countDown();
        }
    }

    @Test
    void tells_the_reporter_that_is_a_bean() throws Exception {
        try (ConfigurableApplicationContext application = Application.start(GOOD, Reporter.class);
                TlsServer rogue = TlsServer.builder()
                        .present(Application.AUTHORITY.leaf(Application.HOST).presented())
                        .start()) {
            RestClient client = application.getBean(RestClient.Builder.class).build();
            URI uri = rogue.uri(Application.HOST, "/hello");
            assertThrows(
                    RuntimeException.class,
                    () -> client.get().uri(uri).retrieve().toBodilessEntity());
            assertTrue(Reporter.HEARD.await(20, TimeUnit.SECONDS));
        }
    }

    private static Map<String, Object> with(String... more) {
        Map<String, Object> properties = Application.properties();
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    /** What Spring has wrapped, as its failure analysis finds it. */
    private static <T extends Throwable> T causeOf(Class<T> type, Runnable start) {
        Throwable failure = assertThrows(Exception.class, start::run);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        throw new AssertionError("no " + type.getSimpleName(), failure);
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause).append('\n');
        }
        return messages.toString();
    }
}
