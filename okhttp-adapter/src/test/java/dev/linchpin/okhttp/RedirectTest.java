package dev.linchpin.okhttp;

import static dev.linchpin.okhttp.Lab.HOST;
import static dev.linchpin.okhttp.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Redirects, and requests in clear text, to which redirects may lead. */
@ParameterizedClass
@EnumSource(Hooks.class)
class RedirectTest {
    @Parameter
    Hooks hooks = Hooks.present();

    private static final String OTHER = "cdn.linchpin.test";
    private final MockWebServer clearText = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        clearText.enqueue(Lab.OK);
        clearText.start();
    }

    @AfterEach
    void stop() {
        clearText.close();
    }

    /**
     * <pre>
     *   api.linchpin.test, pinned key ── 302 ──> cdn.linchpin.test, trusted but not the pinned key
     * </pre>
     */
    @Test
    void judges_each_hop_under_its_own_host() throws Exception {
        TestCertificate other = Lab.AUTHORITY.leaf(OTHER);
        PinPolicy policy = PinPolicy.builder()
                .pin(HOST, LEAF.pin(), Lab.BACKUP)
                .pin(OTHER, LEAF.pin(), Lab.BACKUP)
                .build();
        try (TlsServer first = Lab.server(LEAF).start();
                TlsServer second = Lab.server(other).start()) {
            OkHttpClient client = Lab.client(hooks, Lab.linchpin(policy));
            Lab.assertRefused(client, redirect(first, "https://" + OTHER + ":" + second.port() + "/"));
            assertEquals(0, Lab.requestBytes(second, client));

            OkHttpClient unpinned = Lab.unpinnedClient();
            Lab.assertAccepted(unpinned, redirect(first, "https://" + OTHER + ":" + second.port() + "/"));
        }
    }

    @Test
    void follows_no_redirect_from_https_to_http() throws IOException {
        try (TlsServer server = Lab.server(LEAF).start()) {
            OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinning(HOST, LEAF)));
            Request downgrade = redirect(server, clearTextUrl("unlisted.test"));
            try (Response response = client.newCall(downgrade).execute()) {
                assertEquals(302, response.code());
            }
            assertEquals(0, clearText.getRequestCount());

            Lab.assertAccepted(Lab.unpinnedClient(), downgrade);
        }
    }

    /** Who turns such redirects on again may leave TLS, but not for a listed host. */
    @Test
    void refuses_a_redirect_in_clear_text_to_a_listed_host() throws IOException {
        try (TlsServer server = Lab.server(LEAF).start()) {
            OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinning(HOST, LEAF)))
                    .newBuilder()
                    .followSslRedirects(true)
                    .build();
            Lab.assertRefused(client, redirect(server, clearTextUrl(HOST)));
            assertEquals(0, clearText.getRequestCount());

            Lab.assertAccepted(client, redirect(server, clearTextUrl("unlisted.test")));
        }
    }

    @Test
    void refuses_clear_text_to_a_listed_host() throws IOException {
        OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinning(HOST, LEAF)));
        Lab.assertRefused(client, Lab.get(clearTextUrl(HOST)));
        Lab.assertRefused(client, Lab.get(clearTextUrl("API.linchpin.test.")));
        assertEquals(0, clearText.getRequestCount());
        Lab.assertAccepted(client, Lab.get(clearTextUrl("unlisted.test")));
    }

    private String clearTextUrl(String host) {
        return "http://" + host + ":" + clearText.getPort() + "/";
    }

    private static Request redirect(TlsServer server, String to) {
        return Lab.get("https://" + HOST + ":" + server.port() + "/redirect?to=" + to);
    }
}
