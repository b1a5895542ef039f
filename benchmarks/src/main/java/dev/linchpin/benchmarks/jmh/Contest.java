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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of client in several {@link Variant}s against one server. In each round every variant has its turn, in an order that chance
 * decides anew: what else the machine does meanwhile, and what one turn leaves behind for the next, strikes all alike.
 */
final class Contest implements AutoCloseable {
    private final LoopbackServer server;
    private final URI uri;
    private final String answer;
    private final Crew crew;
    private final List<Contestant> order = new ArrayList<>();
    private final Random chance = new Random(1);

    private Contest(LoopbackServer server, String answer, Crew crew) {
        this.server = server;
        this.uri = server.uri();
        this.answer = answer;
        this.crew = crew;
    }

    /**
     * @param threads how many of them use each client at a time, with a connection for each
     * @param variants those that take part if the client has them
     */
    static Contest of(String client, String http, int threads, Set<Variant> variants) throws Exception {
        if (!Caller.speaks(client, http)) {
            throw new IllegalArgumentException(client + " does not speak " + http);
        }
        Site site = Site.of("ec");
        LoopbackServer server = LoopbackServer.start(site.servers(), http);
        Contest contest = new Contest(server, LoopbackServer.answer(http), Crew.of(threads));
        contest.requireThatPinsBite(client, http, site);
        for (Variant variant : variants) {
            if (variant != Variant.OWN || Caller.hasOwnPinner(client)) {
                Security security = Security.of(site, variant);
                contest.enter(Caller.of(client, http, security, threads), security);
            }
        }
        return contest;
    }

    private void enter(Caller caller, Security security) {
        order.add(new Contestant(caller, security));
    }

    private void requireThatPinsBite(String client, String http, Site site) throws Exception {
        try (Caller caller = Caller.of(client, http, Security.ofAnother(site), 1)) {
            caller.get(uri);
            throw new AssertionError(client + " accepted a server that is pinned to another key");
        } catch (Exception refusal) {
            if (PinMismatchException.in(refusal).isEmpty()) {
                throw refusal;
            }
        }
    }

    /** One turn of each: a number of requests in a row, on one connection, by each thread. Returns the nanoseconds of Linchpin's. */
    long playRound(int requests, boolean onNewConnections, PairedRounds results) throws Exception {
        results.roundBegins(this);
        Collections.shuffle(order, chance);
        ClientThreads clients = ClientThreads.besides(server);
        Map<Variant, Turn> turns = new EnumMap<>(Variant.class);
        for (Contestant contestant : order) {
            turns.put(contestant.variant(), contestant.play(requests, onNewConnections, clients));
        }
        results.roundDone(turns);
        return Objects.requireNonNull(turns.get(Variant.LINCHPIN)).nanos();
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
        crew.close();
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

        /** What the requests took, without those that open a connection for others. */
        Turn play(int requests, boolean onNewConnection, ClientThreads clients) throws Exception {
            if (!onNewConnection && !connected) {
                crew.each(() -> request(1));
            }
            connections += connected ? 0 : 1;
            connected = true;
            long bytes = clients.allocatedBytes();
            long start = System.nanoTime();
            crew.each(() -> request(requests));
            long nanos = System.nanoTime() - start;
            bytes = clients.allocatedBytes() - bytes;
            if (onNewConnection) {
                caller.disconnect();
                security.forgetSessions();
                connected = false;
            }
            return new Turn(nanos, (double) bytes / (requests * crew.size()));
        }

        private @Nullable Void request(int times) throws Exception {
            for (int i = 0; i < times; i++) {
                String body = caller.get(uri);
                if (!body.equals(answer)) {
                    throw new AssertionError("the server answered " + body + ", expected " + answer);
                }
            }
            return null;
        }

        /** One for each connection; threads that find one of another's do without. */
        void requireFullHandshakes() {
            long handshakes = security.pkix().accepted();
            if (handshakes < connections || handshakes > connections * crew.size()) {
                throw new AssertionError(
                        variant() + " made " + handshakes + " full handshakes, expected one for each of " + connections
                                + " connections of " + crew.size() + " threads");
            }
        }
    }
}
