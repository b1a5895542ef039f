package dev.linchpin.jdk;

import static dev.linchpin.jdk.Lab.HOST;
import static dev.linchpin.jdk.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a builder's settings is refused, and what survives. */
class BuildTest {
    private static final String NAMES_UNCHECKED = "jdk.internal.httpclient.disableHostnameVerification";

    private final Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));

    static Stream<Arguments> settings() {
        return Stream.of(
                setting(
                        "follows redirects from https to http, expected Redirect.NORMAL or NEVER",
                        builder -> builder.followRedirects(HttpClient.Redirect.ALWAYS)),
                setting("has an SSLContext of its own, expected none", builder -> builder.sslContext(ownContext())),
                setting("has SSLParameters with server names, expected none", builder -> {
                    SSLParameters names = new SSLParameters();
                    names.setServerNames(List.of(new SNIHostName("other.linchpin.test")));
                    builder.sslParameters(names);
                }));
    }

    private static Arguments setting(String complaint, Consumer<HttpClient.Builder> setting) {
        return Arguments.of(complaint, setting);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void refuses_settings_that_weaken_the_policy(String complaint, Consumer<HttpClient.Builder> setting) {
        HttpClient.Builder builder = Lab.builder();
        setting.accept(builder);
        refusal(complaint, builder);
    }

    @Test
    void refuses_a_builder_that_was_pinned_before() {
        HttpClient.Builder builder = Lab.builder();
        JavaNetHttpPinning.build(linchpin, builder);
        refusal("was pinned before, expected one builder for each pinned client", builder);
    }

    @Test
    void refuses_a_client_that_is_not_the_platforms() {
        HttpClient pinned = Lab.client(linchpin);
        HttpClient.Builder builder = (HttpClient.Builder) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpClient.Builder.class},
                (proxy, method, arguments) -> pinned);
        refusal("makes a " + pinned.getClass().getName() + ", expected HttpClient.newBuilder()", builder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true"})
    void refuses_a_platform_that_verifies_no_names(String value) {
        System.setProperty(NAMES_UNCHECKED, value);
        try {
            refusal(NAMES_UNCHECKED + " is set, expected a client that verifies host names", Lab.builder());
        } finally {
            System.clearProperty(NAMES_UNCHECKED);
        }
    }

    @Test
    void takes_a_builder_that_has_linchpins_context_already() {
        JavaNetHttpPinning.build(linchpin, Lab.builder().sslContext(linchpin.sslContext()));
    }

    @Test
    void keeps_the_settings_of_the_builder() {
        CookieManager cookies = new CookieManager();
        Authenticator authenticator = new Authenticator() {};
        Executor executor = Runnable::run;
        HttpClient client = JavaNetHttpPinning.build(
                linchpin,
                Lab.builder()
                        .cookieHandler(cookies)
                        .authenticator(authenticator)
                        .executor(executor)
                        .connectTimeout(Duration.ofSeconds(7))
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NORMAL));
        assertSame(cookies, client.cookieHandler().orElseThrow());
        assertSame(authenticator, client.authenticator().orElseThrow());
        assertSame(executor, client.executor().orElseThrow());
        assertEquals(Duration.ofSeconds(7), client.connectTimeout().orElseThrow());
        assertEquals(HttpClient.Version.HTTP_1_1, client.version());
        assertEquals(HttpClient.Redirect.NORMAL, client.followRedirects());
        assertEquals(HttpClient.Builder.NO_PROXY, client.proxy().orElseThrow());
        assertSame(linchpin.sslContext(), client.sslContext());
        assertTrue(List.of(client.sslParameters().getProtocols()).contains("TLSv1.3"));
    }

    @Test
    void shows_no_cookie_handler_where_there_is_none() {
        assertTrue(Lab.client(linchpin).cookieHandler().isEmpty());
    }

    @Test
    void uses_the_executor_in_every_generation() throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (TlsServer server = Lab.server().start()) {
            HttpClient client = JavaNetHttpPinning.build(linchpin, Lab.builder().executor(task -> {
                tasks.incrementAndGet();
                threads.execute(task);
            }));
            for (int generation = 1; generation <= 2; generation++) {
                int before = tasks.get();
                Lab.assertAccepted(client, Lab.get(server, HOST));
                assertTrue(tasks.get() > before);
                linchpin.replacePolicy(Lab.pinning(LEAF));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void respects_the_protocols_that_the_user_has_chosen() throws Exception {
        SSLParameters old = new SSLParameters();
        old.setProtocols(new String[] {"TLSv1.2"});
        HttpClient client = JavaNetHttpPinning.build(linchpin, Lab.builder().sslParameters(old));
        try (TlsServer modern = Lab.server().versions(TlsVersion.TLS_1_3).start();
                TlsServer both = Lab.server().start()) {
            Lab.assertAccepted(client, Lab.get(both, HOST));
            assertThrows(IOException.class, () -> client.send(Lab.get(modern, HOST), BodyHandlers.discarding()));
        }
    }

    private void refusal(String complaint, HttpClient.Builder builder) {
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> JavaNetHttpPinning.build(linchpin, builder));
        assertTrue(refusal.getMessage().contains(complaint), refusal::getMessage);
    }

    private static SSLContext ownContext() {
        return Lab.linchpin(Lab.pinning(LEAF)).sslContext();
    }
}
