package dev.linchpin.jetty;

import dev.linchpin.gauntlet.server.TlsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/** Leads host names to servers on loopback, whatever their port: a server can be replaced behind its name. */
final class TestNetwork implements SocketAddressResolver {
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private boolean named = true;

    TestNetwork host(String name, TlsServer server) {
        return host(name, server.port());
    }

    TestNetwork host(String name, int port) {
        ports.put(name, port);
        return this;
    }

    /** Addresses that do not remember the name that was resolved. */
    TestNetwork nameless() {
        named = false;
        return this;
    }

    /** How Jetty 12.0 asks. */
    @SuppressWarnings("MissingOverride")
    public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
        resolve(host, port, Map.of(), promise);
    }

    /** How Jetty 12.1 asks. */
    @SuppressWarnings("MissingOverride")
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        promise.succeeded(List.of(new InetSocketAddress(address(host), ports.getOrDefault(host, port))));
    }

    private InetAddress address(String host) {
        byte[] loopback = {127, 0, 0, 1};
        try {
            return named ? InetAddress.getByAddress(host, loopback) : InetAddress.getByAddress(loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
