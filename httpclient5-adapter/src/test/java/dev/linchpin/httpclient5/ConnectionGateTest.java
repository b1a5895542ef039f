package dev.linchpin.httpclient5;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RedirectException;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.protocol.RedirectLocations;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Hops of one exchange, as HttpClient announces them: what it has followed is in the context, whatever the status of the answer was,
 * since a redirect strategy of the application's may follow any, and an HTTP cache may have answered.
 */
class ConnectionGateTest {
    private static final HttpRoute SECURE = new HttpRoute(new HttpHost("https", "unlisted.test", 443), null, true);
    private static final HttpRoute CLEAR = new HttpRoute(new HttpHost("http", "unlisted.test", 80));

    private final ConnectionGate gate = new ConnectionGate(Peers.linchpin(Peers.OLD));
    private final HttpClientContext context = HttpClientContext.create();

    @BeforeEach
    void both_halves_are_in_place() {
        gate.installation().clientIsInPlace();
        gate.installation().connectionsAreInPlace();
    }

    @Test
    void refuses_a_redirect_from_https_to_http() throws Exception {
        begin("1", SECURE);
        assertThrows(RedirectException.class, () -> follow("1", CLEAR));
    }

    @Test
    void refuses_a_way_back_to_http() throws Exception {
        begin("1", CLEAR);
        follow("1", SECURE);
        assertThrows(RedirectException.class, () -> follow("1", CLEAR));
    }

    /** Whether it was in clear text nobody saw who judges connections. */
    @Test
    void refuses_a_redirect_to_http_after_a_hop_without_a_connection() throws Exception {
        begin("1");
        assertThrows(RedirectException.class, () -> follow("1", CLEAR));
    }

    @Test
    void follows_from_http_to_http() throws Exception {
        begin("1", CLEAR);
        follow("1", CLEAR);
        gate.judge(CLEAR, "1", context); // once more, after a failure
        follow("1", CLEAR);
    }

    @Test
    void knows_the_exchanges_of_one_context_apart() throws Exception {
        begin("1", SECURE);
        begin("2", CLEAR);
        begin("3", SECURE);
        assertThrows(RedirectException.class, () -> follow("3", CLEAR));
        begin("4");
        assertThrows(RedirectException.class, () -> follow("4", CLEAR));
    }

    @Test
    void needs_no_room_in_the_context_of_a_secure_exchange() throws Exception {
        begin("1", SECURE);
        follow("1", SECURE);
        assertTrue(context.getAttribute("dev.linchpin.httpclient5.clear-exchange") == null);
    }

    @Test
    void refuses_a_listed_host_in_clear_text_wherever_it_comes() {
        HttpRoute listed = new HttpRoute(new HttpHost("http", Peers.HOST, 80));
        assertThrows(SSLPeerUnverifiedException.class, () -> begin("1", listed));
        assertThrows(SSLPeerUnverifiedException.class, () -> {
            begin("2", CLEAR);
            follow("2", listed);
        });
    }

    /** As HttpClient's own redirect handler does. */
    private void begin(String exchange, HttpRoute... first) throws Exception {
        context.setRedirectLocations(new RedirectLocations());
        for (HttpRoute route : first) {
            gate.judge(route, exchange, context);
        }
    }

    private void follow(String exchange, HttpRoute next) throws Exception {
        context.getRedirectLocations().add(URI.create(next.getTargetHost().toURI()));
        gate.judge(next, exchange, context);
    }
}
