package dev.linchpin.benchmarks.jmh;

import dev.linchpin.PinMismatchException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * One kind of client in all its {@link Variant}s against one server. In each round every variant has its turn, in an order that chance
 * decides anew: what else the machine does meanwhile, and what one turn leaves behind for the next, strikes all alike.
 */
final class Contest implements AutoCloseable {
    private final LoopbackServer server;
    private final URI uri;
    private final String answer;
    private final List<Contestant> order = new ArrayList<>();
    private final Random chance = new Random(1);

    private Contest(LoopbackServer server, String answer) {
        this.server = server;
        this.uri = server.uri();
        this.answer = answer;
    }

    static Contest of(String client, String http) throws Exception {
        if (!Caller.speaks(client, http)) {
            throw new IllegalArgumentException(client + " does not speak " + http);
        }
        Site site = Site.of("ec");
        LoopbackServer server = LoopbackServer.start(site.servers(), http);
        Contest contest = new Contest(server, http.equals("h2") ? "HTTP/2.0" : "HTTP/1.1");
        contest.requireThatPinsBite(client, http, site);
        for (Variant variant : Variant.values()) {
            if (variant != Variant.OWN || Caller.hasOwnPinner(client)) {
                Security security = Security.of(site, variant);
                contest.enter(Caller.of(client, http, security), security);
            }
        }
        return contest;
    }

    private void enter(Caller caller, Security security) {
        order.add(new Contestant(caller, security));
    }

    private void requireThatPinsBite(String client, String http, Site site) throws Exception {
        try (Caller caller = Caller.of(client, http, Security.ofAnother(site))) {
            caller.get(uri);
            throw new AssertionError(client + " accepted a server that is pinned to another key");
        } catch (Exception refusal) {
            if (PinMismatchException.in(refusal).isEmpty()) {
                throw refusal;
            }
        }
    }

    /** One turn of each: a number of requests in a row, on one connection. Returns the nanoseconds of Linchpin's. */
    long playRound(int requests, boolean onNewConnections, PairedRounds results) throws Exception {
        results.roundBegins(this);
        Collections.shuffle(order, chance);
        Map<Variant, Long> nanos = new EnumMap<>(Variant.class);
        for (Contestant contestant : order) {
            nanos.put(contestant.variant(), contestant.play(requests, onNewConnections));
        }
        results.roundDone(nanos);
        return Objects.requireNonNull(nanos.get(Variant.LINCHPIN));
    }

    ServerShare serverShare() {
        return new ServerShare(server, server.cpuNanos(), processCpuNanos());
    }

    /** The server's part of the CPU time of this process, from one moment on. */
    record ServerShare(LoopbackServer server, long serverCpuNanos, long processCpuNanos) {
        double now() {
            return (double) (server.cpuNanos() - serverCpuNanos) / (Contest.processCpuNanos() - processCpuNanos);
        }
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @Override
    public void close() throws IOException {
        for (Contestant contestant : order) {
            contestant.caller.close();
        }
        server.close();
        order.forEach(Contestant::requireFullHandshakes);
    }

    private final class Contestant {
        private final Caller caller;
        private final Security security;
        private long connections;
        private boolean connected;

        Contestant(Caller caller, Security security) {
            this.caller = caller;
            this.security = security;
        }

        Variant variant() {
            return security.variant();
        }

        /** Returns the nanoseconds that the requests took. */
        long play(int requests, boolean onNewConnection) throws Exception {
            if (!onNewConnection && !connected) {
                request();
            }
            connections += connected ? 0 : 1;
            connected = true;
            long start = System.nanoTime();
            for (int i = 0; i < requests; i++) {
                request();
            }
            long nanos = System.nanoTime() - start;
            if (onNewConnection) {
                caller.disconnect();
                security.forgetSessions();
                connected = false;
            }
            return nanos;
        }

        private void request() throws Exception {
            String body = caller.get(uri);
            if (!body.equals(answer)) {
                throw new AssertionError("the server answered " + body + ", expected " + answer);
            }
        }

        void requireFullHandshakes() {
            if (security.pkix().accepted() != connections) {
                throw new AssertionError(variant() + " made " + security.pkix().accepted()
                        + " full handshakes, expected one for each of " + connections + " connections");
            }
        }
    }
}
