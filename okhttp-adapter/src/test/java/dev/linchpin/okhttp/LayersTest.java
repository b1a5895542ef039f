package dev.linchpin.okhttp;

import static dev.linchpin.okhttp.Lab.HOST;
import static dev.linchpin.okhttp.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.CertificatePinner;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Application code that reconfigures what a pinned client stands on, by mistake or to "make it work". What older OkHttp cannot take back: {@link AsBuiltTest}. */
class LayersTest {
    private static final HostnameVerifier ANY_NAME = (host, session) -> true;

    @ParameterizedTest
    @MethodSource("interferences")
    void refuses_another_key_when_interfered_with_after_install(Consumer<OkHttpClient.Builder> interference)
            throws Exception {
        OkHttpClient.Builder builder =
                OkHttpPinning.install(Lab.linchpin(Lab.pinningAnotherKey(HOST)), Lab.builder(), Hooks.PER_CALL);
        interference.accept(builder);
        assertRefusedWithoutBytes(builder.build());
    }

    @ParameterizedTest
    @MethodSource("interferences")
    void refuses_another_key_when_interfered_with_before_install(Consumer<OkHttpClient.Builder> interference)
            throws Exception {
        for (Hooks hooks : Hooks.values()) {
            OkHttpClient.Builder builder = Lab.builder();
            interference.accept(builder);
            assertRefusedWithoutBytes(OkHttpPinning.install(Lab.linchpin(Lab.pinningAnotherKey(HOST)), builder, hooks)
                    .build());
        }
    }

    @ParameterizedTest
    @MethodSource("interferences")
    void refuses_another_key_when_interfered_with_in_a_derived_client(Consumer<OkHttpClient.Builder> interference)
            throws Exception {
        OkHttpClient.Builder builder = Lab.client(Hooks.PER_CALL, Lab.linchpin(Lab.pinningAnotherKey(HOST)))
                .newBuilder();
        interference.accept(builder);
        assertRefusedWithoutBytes(builder.build());
    }

    @SuppressWarnings("NullAway") // null: what OkHttp's own signature allows
    static Stream<Named<Consumer<OkHttpClient.Builder>>> interferences() throws GeneralSecurityException {
        SSLSocketFactory trustAll = Lab.trustAllContext().getSocketFactory();
        Lab.TrustAll trustManager = new Lab.TrustAll();
        return Stream.of(
                Named.of("sslSocketFactory", b -> b.sslSocketFactory(trustAll, trustManager)),
                Named.of("hostnameVerifier", b -> b.hostnameVerifier(ANY_NAME)),
                Named.of("certificatePinner", b -> b.certificatePinner(CertificatePinner.DEFAULT)),
                Named.of(
                        "sslSocketFactory and hostnameVerifier",
                        b -> b.sslSocketFactory(trustAll, trustManager).hostnameVerifier(ANY_NAME)),
                Named.of("interceptors().clear()", b -> b.interceptors().clear()),
                Named.of(
                        "networkInterceptors().clear()",
                        b -> b.networkInterceptors().clear()),
                Named.of(
                        "withSslSocketFactory",
                        interceptor(chain -> chain.withSslSocketFactory(trustAll, trustManager)
                                .proceed(chain.request()))),
                Named.of(
                        "withSslSocketFactory and withHostnameVerifier",
                        interceptor(chain -> chain.withSslSocketFactory(trustAll, trustManager)
                                .withHostnameVerifier(ANY_NAME)
                                .proceed(chain.request()))),
                Named.of(
                        "withSslSocketFactory(null): clear text to an https port",
                        interceptor(
                                chain -> chain.withSslSocketFactory(null, null).proceed(chain.request()))),
                Named.of(
                        "withCertificatePinner",
                        interceptor(chain -> chain.withCertificatePinner(CertificatePinner.DEFAULT)
                                .proceed(chain.request()))),
                Named.of(
                        "https rewritten to http",
                        interceptor(chain -> chain.proceed(chain.request()
                                .newBuilder()
                                .url(chain.request()
                                        .url()
                                        .newBuilder()
                                        .scheme("http")
                                        .build())
                                .build()))));
    }

    private static Consumer<OkHttpClient.Builder> interceptor(Interceptor interceptor) {
        return builder -> builder.addInterceptor(interceptor);
    }

    private static void assertRefusedWithoutBytes(OkHttpClient client) throws Exception {
        for (Protocol protocol : Protocol.values()) {
            try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
                Lab.assertRefused(client, Lab.get(server, HOST));
                assertEquals(0, Lab.requestBytes(server, client));
            }
        }
    }

    @Test
    void keeps_the_host_name_verifier_of_the_client() throws IOException {
        Linchpin linchpin = Lab.linchpin(Lab.pinning(HOST, LEAF));
        HostnameVerifier none = (host, session) -> false;
        try (TlsServer server = Lab.server(LEAF).start()) {
            for (OkHttpClient client : new OkHttpClient[] {
                OkHttpPinning.install(linchpin, Lab.builder().hostnameVerifier(none), Hooks.PER_CALL)
                        .build(),
                OkHttpPinning.install(linchpin, Lab.builder(), Hooks.PER_CALL)
                        .hostnameVerifier(none)
                        .build()
            }) {
                IOException failure = assertThrows(
                        SSLPeerUnverifiedException.class,
                        () -> client.newCall(Lab.get(server, HOST)).execute());
                assertTrue(PinMismatchException.in(failure).isEmpty());
            }
            assertEquals(0, server.requestBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_to_be_installed_twice(Hooks hooks) {
        OkHttpClient.Builder builder = Lab.builder();
        Linchpin linchpin = Lab.linchpin(Lab.pinning(HOST, LEAF));
        assertSame(builder, OkHttpPinning.install(linchpin, builder, hooks));
        assertThrows(IllegalStateException.class, () -> OkHttpPinning.install(linchpin, builder));
        OkHttpClient.Builder derived = builder.build().newBuilder();
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> OkHttpPinning.install(linchpin, derived));
        assertEquals(
                "This OkHttpClient.Builder is already pinned;"
                        + " to change the pins, call replacePolicy on the Linchpin that it was pinned with.",
                refusal.getMessage());
    }
}
