package dev.linchpin.okhttp;

import static dev.linchpin.okhttp.Lab.HOST;
import static dev.linchpin.okhttp.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.CertificatePinner;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Hooks.class)
class PinnedCallTest {
    @Parameter
    Hooks hooks = Hooks.present();

    @ParameterizedTest
    @EnumSource
    void accepts_the_pinned_peer(Protocol protocol) throws IOException {
        try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
            Lab.assertAccepted(Lab.client(hooks, Lab.linchpin(Lab.pinning(HOST, LEAF))), Lab.get(server, HOST));
            assertEquals(protocol, server.connections().get(0).protocol());
        }
    }

    /**
     * <pre>
     *   Lab Root (trusted)
     *    └─ api.linchpin.test, another key than the pinned ones
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void refuses_another_key_in_execute(Protocol protocol) throws Exception {
        try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
            OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinningAnotherKey(HOST)));
            IOException failure = Lab.assertRefused(client, Lab.get(server, HOST));
            assertTrue(String.valueOf(
                            PinMismatchException.in(failure).orElseThrow().getMessage())
                    .contains(HOST));
            assertEquals(0, Lab.requestBytes(server, client));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_another_key_in_enqueue(Protocol protocol) throws Exception {
        try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
            OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinningAnotherKey(HOST)));
            Lab.assertMismatch(failureOf(client.newCall(Lab.get(server, HOST))));
            assertEquals(0, Lab.requestBytes(server, client));
        }
    }

    /** The ways to write a host that reach the same server must reach the same rule. */
    @ParameterizedTest
    @CsvSource({
        "API.Linchpin.TEST, api.linchpin.test",
        "api.linchpin.test., api.linchpin.test",
        "API.linchpin.test., *.linchpin.test",
        "bücher.linchpin.test, xn--bcher-kva.linchpin.test",
        "BÜCHER.linchpin.test, bücher.linchpin.test",
        "127.0.0.1, 127.0.0.1",
    })
    void judges_every_spelling_of_a_host(String urlHost, String rule) throws Exception {
        TestCertificate leaf = Lab.AUTHORITY.leaf(HOST, "xn--bcher-kva.linchpin.test", "127.0.0.1");
        try (TlsServer server = Lab.server(leaf).start()) {
            OkHttpClient accepting = Lab.client(hooks, Lab.linchpin(Lab.pinning(rule, leaf)));
            Lab.assertAccepted(accepting, Lab.get(server, urlHost));
            long accepted = Lab.requestBytes(server, accepting);
            OkHttpClient refusing = Lab.client(hooks, Lab.linchpin(Lab.pinningAnotherKey(rule)));
            Lab.assertRefused(refusing, Lab.get(server, urlHost));
            assertEquals(accepted, Lab.requestBytes(server, refusing));
        }
    }

    /** Through a proxy, so that it needs no IPv6: the tunnel leads to the server itself. */
    @Test
    void judges_an_ipv6_literal_behind_a_proxy() throws IOException, GeneralSecurityException {
        TestCertificate leaf = Lab.AUTHORITY.leaf("::1");
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(Lab.serverContext(leaf).getSocketFactory());
            server.start();
            MockResponse tunnel = new MockResponse.Builder().inTunnel().build();
            server.enqueue(tunnel);
            server.enqueue(Lab.OK);
            Lab.assertAccepted(throughProxy(server, Lab.pinning("::1", leaf)), Lab.get("https://[::1]/"));
            int accepted = server.getRequestCount();

            server.enqueue(tunnel);
            Lab.assertRefused(throughProxy(server, Lab.pinningAnotherKey("::1")), Lab.get("https://[::1]/"));
            assertEquals(accepted + 1, server.getRequestCount(), "CONNECT and nothing else");
        }
    }

    @Test
    void tells_event_listeners_of_a_refusal() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        EventListener listener = new EventListener() {
            @Override
            public void secureConnectStart(Call call) {
                events.add("secureConnectStart");
            }

            @Override
            public void requestHeadersStart(Call call) {
                events.add("requestHeadersStart");
            }

            @Override
            public void callFailed(Call call, IOException failure) {
                events.add("callFailed " + PinMismatchException.in(failure).isPresent());
            }
        };
        try (TlsServer server = Lab.server(LEAF).start()) {
            OkHttpClient.Builder builder = Lab.builder().eventListener(listener);
            OkHttpClient client = OkHttpPinning.install(Lab.linchpin(Lab.pinningAnotherKey(HOST)), builder, hooks)
                    .build();
            Lab.assertRefused(client, Lab.get(server, HOST));
        }
        assertEquals(List.of("secureConnectStart", "callFailed true"), events);
    }

    @Test
    void keeps_the_certificate_pinner_of_the_client() throws IOException {
        CertificatePinner other = new CertificatePinner.Builder()
                .add(HOST, "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                .build();
        CertificatePinner authority =
                new CertificatePinner.Builder().add(HOST, Lab.AUTHORITY.pin()).build();
        OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinning(HOST, LEAF)));
        try (TlsServer server = Lab.server(LEAF).start()) {
            OkHttpClient refusing = client.newBuilder().certificatePinner(other).build();
            assertThrows(
                    SSLPeerUnverifiedException.class,
                    () -> refusing.newCall(Lab.get(server, HOST)).execute());
            assertEquals(0, server.requestBytes());

            Lab.assertAccepted(client.newBuilder().certificatePinner(authority).build(), Lab.get(server, HOST));
        }
    }

    private OkHttpClient throughProxy(MockWebServer proxy, PinPolicy policy) {
        return OkHttpPinning.install(Lab.linchpin(policy), Lab.builder().proxy(proxy.getProxyAddress()), hooks)
                .build();
    }

    private static IOException failureOf(Call call) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<IOException> failure = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                failure.complete(e);
            }

            @Override
            public void onResponse(Call answered, Response response) {
                response.close();
                failure.completeExceptionally(new AssertionError("accepted: " + response));
            }
        });
        return failure.get(20, TimeUnit.SECONDS);
    }
}
