package dev.linchpin.jetty;

import java.net.InetSocketAddress;
import java.util.Map;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Where Jetty keeps, in the context of a connection that it makes, what the adapter has to know. 12.1 has other keys than 12.0, in
 * constants of other names; both are read as they are at run time, since a compiler would copy those of 12.0.
 */
record ContextKeys(String destination, String promise, String address) {
    /** @throws IllegalStateException if Jetty is neither 12.0 nor 12.1 */
    static ContextKeys ofThisJetty() {
        return new ContextKeys(
                one(
                        constant(Destination.class, "CONTEXT_KEY"),
                        constant(HttpClientTransport.class, "HTTP_DESTINATION_CONTEXT_KEY")),
                one(
                        constant(Connection.class, "PROMISE_CONTEXT_KEY"),
                        constant(HttpClientTransport.class, "HTTP_CONNECTION_PROMISE_CONTEXT_KEY")),
                one(constant(ClientConnector.class, "REMOTE_SOCKET_ADDRESS_CONTEXT_KEY"), null));
    }

    private static @Nullable String constant(Class<?> owner, String name) {
        try {
            return (String) owner.getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static String one(@Nullable String newer, @Nullable String older) {
        String key = newer == null ? older : newer;
        if (key == null) {
            throw new IllegalStateException("Jetty keeps the context of its connections under keys that are not known,"
                    + " expected jetty-client and jetty-io 12.0 or 12.1, both of one version");
        }
        return key;
    }

    /** Where the connection leads to. */
    Destination destination(Map<String, Object> context) {
        if (context.get(destination) instanceof Destination found) {
            return found;
        }
        throw new IllegalStateException(
                "pins cannot be checked on a connection without a destination, expected one that"
                        + " the HttpClient makes");
    }

    /** Whether the address has been resolved: not so that of an origin behind a proxy. */
    boolean isResolved(Map<String, Object> context) {
        return context.get(address) instanceof InetSocketAddress found && !found.isUnresolved();
    }

    /** Who is told of the connection. */
    @SuppressWarnings("unchecked") // Jetty puts nothing else there
    Promise<Connection> promise(Map<String, Object> context) {
        if (context.get(promise) instanceof Promise<?> found) {
            return (Promise<Connection>) found;
        }
        throw new IllegalStateException(
                "pins cannot be checked on a connection that nobody waits for, expected one that"
                        + " the HttpClient makes");
    }

    void promise(Map<String, Object> context, Promise<Connection> replacement) {
        context.put(promise, replacement);
    }
}
