package dev.linchpin.okhttp;

import static dev.linchpin.okhttp.Lab.HOST;
import static dev.linchpin.okhttp.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.CertificatePinner;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that are reconfigured after {@code install} where OkHttp, before 5.4, makes calls with nothing but what a client was built with. */
class AsBuiltTest {
    private static final HostnameVerifier ANY_NAME = (host, session) -> true;
    private final Linchpin linchpin = Lab.linchpin(Lab.pinning(HOST, LEAF));

    private static OkHttpClient.Builder pinned(Linchpin linchpin) {
        return OkHttpPinning.install(linchpin, Lab.builder(), Hooks.PER_CLIENT);
    }

    static Stream<Named<Consumer<OkHttpClient.Builder>>> interferences() throws GeneralSecurityException {
        HostnameVerifier okHttpsOwn = new OkHttpClient().hostnameVerifier();
        return Stream.of(
                Named.of("hostnameVerifier", b -> b.hostnameVerifier(ANY_NAME)),
                Named.of("OkHttp's own hostnameVerifier", b -> b.hostnameVerifier(okHttpsOwn)),
                Named.of("certificatePinner", b -> b.certificatePinner(CertificatePinner.DEFAULT)),
                Named.of("interceptors().clear()", b -> b.interceptors().clear()),
                Named.of(
                        "networkInterceptors().clear()",
                        b -> b.networkInterceptors().clear()),
                Named.of("hostnameVerifier, and no interceptors", b -> {
                    b.hostnameVerifier(ANY_NAME);
                    b.interceptors().clear();
                    b.networkInterceptors().clear();
                }));
    }

    @ParameterizedTest
    @MethodSource("interferences")
    void refuses_another_key(Consumer<OkHttpClient.Builder> interference) throws Exception {
        OkHttpClient.Builder builder = pinned(Lab.linchpin(Lab.pinningAnotherKey(HOST)));
        interference.accept(builder);
        for (Protocol protocol : Protocol.values()) {
            try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
                OkHttpClient client = builder.build();
                Lab.assertRefused(client, Lab.get(server, HOST));
                assertEquals(0, Lab.requestBytes(server, client));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("interferences")
    void refuses_another_name(Consumer<OkHttpClient.Builder> interference) throws Exception {
        OkHttpClient.Builder builder = pinned(Lab.linchpin(Lab.pinning("elsewhere.test", LEAF)));
        interference.accept(builder);
        OkHttpClient client = builder.build();
        try (TlsServer server = Lab.server(LEAF).start()) {
            assertThrows(
                    IOException.class,
                    () -> client.newCall(Lab.get(server, "unlisted.test")).execute());
            assertEquals(0, Lab.requestBytes(server, client));
        }
    }

    /** Neither trust manager, nor a verifier or an interceptor of Linchpin's: the socket stands alone. */
    @ParameterizedTest
    @EnumSource
    void refuses_a_resumed_session_after_the_rule_has_expired(TlsVersion version) throws Exception {
        PolicyChangeTest.Timepiece clock = new PolicyChangeTest.Timepiece();
        OkHttpClient.Builder builder = pinned(
                Lab.trusting(PolicyChangeTest.closingIn(clock)).clock(clock).build());
        builder.hostnameVerifier(ANY_NAME);
        builder.interceptors().clear();
        builder.networkInterceptors().clear();
        OkHttpClient client = builder.build();
        try (TlsServer server = Lab.server(LEAF).versions(version).start()) {
            Lab.assertAccepted(client, Lab.get(server, HOST));
            client.connectionPool().evictAll();
            long before = server.requestBytes();
            clock.advance(Duration.ofHours(2));
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server, client));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_to_connect_by_another_socket_factory(Protocol protocol) throws Exception {
        OkHttpClient client = trustingAll(pinned(linchpin)).build();
        try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
            assertAnotherFactory(assertThrows(
                    IOException.class,
                    () -> client.newCall(Lab.get(server, HOST)).execute()));
            assertEquals(0, server.connections().size());
        }
    }

    /** As it is where OkHttp does not say whose call it is. */
    @ParameterizedTest
    @EnumSource
    void refuses_an_exchange_by_another_socket_factory(Protocol protocol) throws Exception {
        OkHttpClient.Builder builder = trustingAll(pinned(linchpin));
        builder.interceptors().clear();
        OkHttpClient client = builder.build();
        try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
            assertAnotherFactory(assertThrows(
                    IOException.class,
                    () -> client.newCall(Lab.get(server, HOST)).execute()));
            assertEquals(0, Lab.requestBytes(server, client));
        }
    }

    /** Neither a verifier nor a network interceptor of Linchpin's would see it. */
    @Test
    void refuses_a_web_socket_by_another_socket_factory() throws Exception {
        OkHttpClient client =
                trustingAll(pinned(linchpin)).hostnameVerifier(ANY_NAME).build();
        try (TlsServer server = Lab.server(LEAF).start()) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            client.newWebSocket(Lab.get("wss://" + HOST + ":" + server.port()), new WebSocketListener() {
                @Override
                public void onFailure(WebSocket socket, Throwable t, @Nullable Response response) {
                    failure.complete(t);
                }
            });
            assertAnotherFactory(failure.get(20, TimeUnit.SECONDS));
            assertEquals(0, server.connections().size());
        }
    }

    /** OkHttp's own verifier makes it coalesce again. */
    @Test
    void refuses_the_second_host_on_a_coalesced_connection() throws Exception {
        TestCertificate shared = Lab.AUTHORITY.leaf(HOST, "b.linchpin.test");
        PinPolicy second = Lab.pinningAnotherKey("b.linchpin.test");
        OkHttpClient client = pinned(Lab.linchpin(second))
                .hostnameVerifier(new OkHttpClient().hostnameVerifier())
                .build();
        try (TlsServer server = Lab.server(shared).protocols(Protocol.HTTP_2).start()) {
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long first = server.requestBytes();
            Lab.assertRefused(client, Lab.get(server, "b.linchpin.test"));
            assertEquals(1, server.connections().size(), "coalesced");
            assertEquals(first, Lab.requestBytes(server, client));
        }
    }

    @Test
    void keeps_the_verifier_that_was_configured_before() throws IOException {
        OkHttpClient client = OkHttpPinning.install(
                        linchpin, Lab.builder().hostnameVerifier((host, session) -> false), Hooks.PER_CLIENT)
                .build();
        try (TlsServer server = Lab.server(LEAF).start()) {
            IOException failure = assertThrows(
                    SSLPeerUnverifiedException.class,
                    () -> client.newCall(Lab.get(server, HOST)).execute());
            assertTrue(PinMismatchException.in(failure).isEmpty());
            assertEquals(0, server.requestBytes());
        }
    }

    private static OkHttpClient.Builder trustingAll(OkHttpClient.Builder builder) throws GeneralSecurityException {
        SSLSocketFactory trustAll = Lab.trustAllContext().getSocketFactory();
        return builder.sslSocketFactory(trustAll, new Lab.TrustAll());
    }

    private static void assertAnotherFactory(Throwable failure) {
        assertTrue(
                failure instanceof SSLPeerUnverifiedException
                        && String.valueOf(failure.getMessage())
                                .contains("call sslSocketFactory before OkHttpPinning.install"),
                () -> String.valueOf(failure));
    }
}
