package dev.linchpin.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import javax.net.ssl.HostnameVerifier;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * OkHttp lends an HTTP/2 connection to every host that its certificate names and that has the same address:
 *
 * <pre>
 *   GET https://a.linchpin.test ──── handshake, judged as a ────┐
 *                                                              ├── one server, one certificate for a and b
 *   GET https://b.linchpin.test ──── no handshake: not judged ─┘
 * </pre>
 */
@ParameterizedClass
@EnumSource(Hooks.class)
class CoalescingTest {
    @Parameter
    Hooks hooks = Hooks.present();

    private static final String A = "a.linchpin.test";
    private static final String B = "b.linchpin.test";
    private static final TestCertificate SHARED = Lab.AUTHORITY.leaf(A, B);

    @Test
    void an_unpinned_client_coalesces_here() throws IOException {
        try (TlsServer server = http2()) {
            OkHttpClient client = Lab.unpinnedClient();
            Lab.assertAccepted(client, Lab.get(server, A));
            Lab.assertAccepted(client, Lab.get(server, B));
            assertEquals(1, server.connections().size());
        }
    }

    @Test
    void each_host_gets_its_own_handshake() throws IOException {
        PinPolicy both = PinPolicy.builder()
                .pin(A, SHARED.pin(), Lab.BACKUP)
                .pin(B, SHARED.pin(), Lab.BACKUP)
                .build();
        try (TlsServer server = http2()) {
            OkHttpClient client = Lab.client(hooks, Lab.linchpin(both));
            Lab.assertAccepted(client, Lab.get(server, A));
            Lab.assertAccepted(client, Lab.get(server, B));
            Lab.assertAccepted(client, Lab.get(server, A));
            assertEquals(2, server.connections().size());
            assertEquals(A, server.connections().get(0).serverName());
            assertEquals(B, server.connections().get(1).serverName());
        }
    }

    @Test
    void refuses_the_second_host_by_its_own_pins() throws Exception {
        try (TlsServer server = http2()) {
            OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinningAnotherKey(B)));
            Lab.assertAccepted(client, Lab.get(server, A));
            long forA = server.requestBytes();
            Lab.assertRefused(client, Lab.get(server, B));
            assertEquals(forA, Lab.requestBytes(server, client));
        }
    }

    /** An interceptor that brings OkHttp's own verifier back makes OkHttp coalesce again; the exchange is judged still. */
    @Test
    void refuses_the_second_host_on_a_coalesced_connection() throws Exception {
        HostnameVerifier builtIn = new OkHttpClient().hostnameVerifier();
        try (TlsServer server = http2()) {
            OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinningAnotherKey(B)))
                    .newBuilder()
                    .addInterceptor(chain -> chain.withHostnameVerifier(builtIn).proceed(chain.request()))
                    .build();
            Lab.assertAccepted(client, Lab.get(server, A));
            long forA = server.requestBytes();
            Lab.assertRefused(client, Lab.get(server, B));
            assertEquals(1, server.connections().size(), "coalesced");
            assertEquals(forA, Lab.requestBytes(server, client));
        }
    }

    private static TlsServer http2() {
        return Lab.server(SHARED).protocols(Protocol.HTTP_2).start();
    }
}
