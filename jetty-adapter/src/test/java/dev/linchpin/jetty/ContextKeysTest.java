package dev.linchpin.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ContextKeysTest {
    private final ContextKeys keys = ContextKeys.ofThisJetty();
    private final Map<String, Object> context = new HashMap<>();

    @Test
    void knows_the_three_keys_apart() {
        assertEquals(
                3,
                Map.of(keys.destination(), 1, keys.promise(), 2, keys.address(), 3)
                        .size());
    }

    @Test
    void finds_the_destination() throws Exception {
        HttpClient client = new HttpClient();
        client.start();
        try {
            Destination destination = client.resolveDestination(client.newRequest("https://api.linchpin.test/"));
            context.put(keys.destination(), destination);
            assertSame(destination, keys.destination(context));
        } finally {
            client.stop();
        }
    }

    @Test
    void rejects_a_connection_without_a_destination() {
        assertRefused("without a destination", () -> keys.destination(context));
        context.put(keys.destination(), "api.linchpin.test");
        assertRefused("without a destination", () -> keys.destination(context));
    }

    @Test
    void finds_and_replaces_the_promise() {
        Promise<Connection> first = Promise.from(connection -> {}, failure -> {});
        Promise<Connection> second = Promise.from(connection -> {}, failure -> {});
        context.put(keys.promise(), first);
        assertSame(first, keys.promise(context));
        keys.promise(context, second);
        assertSame(second, keys.promise(context));
    }

    @Test
    void rejects_a_connection_that_nobody_waits_for() {
        assertRefused("nobody waits for", () -> keys.promise(context));
    }

    @Test
    void tells_resolved_addresses_from_others() {
        assertFalse(keys.isResolved(context));
        context.put(
                ClientConnector.REMOTE_SOCKET_ADDRESS_CONTEXT_KEY,
                InetSocketAddress.createUnresolved("api.linchpin.test", 443));
        assertFalse(keys.isResolved(context));
        context.put(
                ClientConnector.REMOTE_SOCKET_ADDRESS_CONTEXT_KEY,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 443));
        assertTrue(keys.isResolved(context));
    }

    private static void assertRefused(String complaint, Executable step) {
        IllegalStateException refusal = assertThrows(IllegalStateException.class, step);
        assertTrue(refusal.toString().contains(complaint), refusal::toString);
    }
}
