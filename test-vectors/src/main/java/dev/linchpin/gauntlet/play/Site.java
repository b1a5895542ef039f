package dev.linchpin.gauntlet.play;

import dev.linchpin.gauntlet.scenario.Conduct;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.server.Backend;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.server.Tunnel;
import dev.linchpin.gauntlet.transport.Loopback;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Everything that listens in one play. */
final class Site implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "gauntlet-proxy");
        thread.setDaemon(true);
        thread.start();
    };

    private final Scenario scenario;
    private final Map<String, TlsServer> servers = new LinkedHashMap<>();
    private final Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private Optional<InetSocketAddress> proxy = Optional.empty();

    private Site(Scenario scenario) {
        this.scenario = scenario;
    }

    /** The one port of a host with several addresses may be taken at one of them by somebody else: then all get another. */
    static Site open(Scenario scenario, Transport transport, Backend backend) {
        for (int attempt = 1; ; attempt++) {
            try {
                return openOnce(scenario, transport, backend);
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof BindException) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Site openOnce(Scenario scenario, Transport transport, Backend backend) {
        Site site = new Site(scenario);
        try {
            scenario.servers().forEach(peer -> site.open(peer, transport, backend));
            return site;
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    private void open(Scenario.Peer peer, Transport transport, Backend backend) {
        if (peer.conduct() instanceof Conduct.TunnelsTo end) {
            Tunnel tunnel = Tunnel.to(addressOf(end.server()), THREADS);
            open.push(tunnel);
            addresses.put(peer.name(), tunnel.address());
            proxy = Optional.of(tunnel.address());
        } else if (peer.conduct() instanceof Conduct.IsDown) {
            Socket held = held(new InetSocketAddress(Loopback.named("localhost", peer.address()), portFor(peer)));
            open.push(held);
            addresses.put(peer.name(), (InetSocketAddress) held.getLocalSocketAddress());
        } else {
            TlsServer server = builder(peer, transport).start(backend);
            open.push(server);
            servers.put(peer.name(), server);
            addresses.put(peer.name(), server.address());
        }
    }

    private TlsServer.Builder builder(Scenario.Peer peer, Transport transport) {
        TlsServer.Builder server = peer.presents().isEmpty()
                ? TlsServer.builder().clearText()
                : TlsServer.builder().present(peer.presents());
        if (peer.conduct() instanceof Conduct.Dribbles slow) {
            server.dribbling(slow.pause());
        }
        return server.at(peer.address(), portFor(peer))
                .protocols(EnumSet.of(transport.http(), Protocol.HTTP_1_1))
                .versions(versions(transport));
    }

    private Set<TlsVersion> versions(Transport transport) {
        EnumSet<TlsVersion> offered = EnumSet.copyOf(transport.tls());
        offered.retainAll(scenario.conditions().tls());
        return offered.isEmpty() ? transport.tls() : offered;
    }

    /** Any free one, unless the host has it at another address already: all its addresses have one port. */
    private int portFor(Scenario.Peer peer) {
        return addresses.values().stream()
                .filter(other -> !other.getAddress().equals(Loopback.named("localhost", peer.address())))
                .mapToInt(InetSocketAddress::getPort)
                .findFirst()
                .orElse(0);
    }

    /** A bound socket that does not listen: connections are refused, and nobody else gets the port. */
    private static Socket held(InetSocketAddress address) {
        Socket socket = new Socket();
        try {
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<InetSocketAddress> proxy() {
        return proxy;
    }

    TlsServer judged() {
        return server(scenario.judged());
    }

    TlsServer server(String name) {
        return known(servers.get(name), name);
    }

    private InetSocketAddress addressOf(String name) {
        return known(addresses.get(name), name);
    }

    private <T> T known(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(scenario.id() + " has no server called " + name);
        }
        return value;
    }

    /** What all servers but the judged one are called in their answers. */
    List<String> othersNames() {
        return servers.values().stream()
                .filter(server -> server != judged())
                .map(server -> Backend.nameOf(server.address()))
                .toList();
    }

    /** The URL with a port in the place of each {@code {name}}. */
    String withPorts(String url) {
        String result = url;
        for (Map.Entry<String, InetSocketAddress> server : addresses.entrySet()) {
            String port = Integer.toString(server.getValue().getPort());
            result = result.replace("{" + server.getKey() + "}", port);
        }
        return result;
    }

    @Override
    public void close() {
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close " + one, e);
            }
        }
    }
}
