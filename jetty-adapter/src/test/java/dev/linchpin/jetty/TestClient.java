package dev.linchpin.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.util.component.LifeCycle;

/** A started client with a pin policy. */
final class TestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client;

    private TestClient(HttpClient client) {
        this.client = client;
    }

    static TestClient start(Linchpin linchpin, Mode mode, TestNetwork network) throws Exception {
        return start(linchpin, mode.newClient(), network);
    }

    static TestClient start(Linchpin linchpin, HttpClient client, TestNetwork network) throws Exception {
        client.setSocketAddressResolver(network);
        JettyPinning.install(linchpin, client).start();
        return new TestClient(client);
    }

    HttpClient jetty() {
        return client;
    }

    Request request(String uri) {
        return client.newRequest(uri).timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    String get(String uri) throws Exception {
        ContentResponse response = request(uri).send();
        assertEquals(200, response.getStatus(), response.getContentAsString());
        return response.getContentAsString();
    }

    Throwable failure(String uri) {
        return assertThrows(ExecutionException.class, () -> get(uri));
    }

    /** The pin mismatch as which this request fails. */
    PinMismatchException refusal(String uri) {
        Throwable failure = failure(uri);
        return PinMismatchException.in(failure).orElseThrow(() -> new AssertionError("no pin mismatch", failure));
    }

    /** Ends all connections, and says how many bytes of requests the server has got. */
    long bytesAt(TlsServer server) throws Exception {
        client.stop();
        assertTrue(server.awaitQuiet(PATIENCE));
        return server.requestBytes();
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }
}
