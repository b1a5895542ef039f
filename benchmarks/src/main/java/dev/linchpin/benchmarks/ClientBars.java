package dev.linchpin.benchmarks;

import static dev.linchpin.benchmarks.Measurements.SCORE;
import static dev.linchpin.benchmarks.Measurements.more;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What pinning may cost a client in use: its connections, its requests, and its threads. */
final class ClientBars {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final int SCALED_TO = 8;

    private final Measurements measured;
    private final int jdk;
    private final int processors;

    ClientBars(Measurements measured, int jdk, int processors) {
        this.measured = measured;
        this.jdk = jdk;
        this.processors = processors;
    }

    Bar connections() {
        return Bar.of(
                "new connections per second, Linchpin / plain, each client",
                "≥ 0.98 (median of paired rounds)",
                clients("ClientConnections", "connect")
                        .map(client -> speed(0.98, client))
                        .toList());
    }

    Bar warmRequests() {
        return Bar.of(
                "requests per second on a warm connection, Linchpin / plain, each client",
                "≥ 0.985 (median of paired rounds); ≤ 64 bytes allocated for each beyond hooks that do nothing",
                clients("WarmRequests", "request")
                        .flatMap(client -> Stream.of(
                                speed(0.985, client),
                                counted(64, "bytes beyond hooks", client, "linchpinBytesBeyondHooks")))
                        .toList());
    }

    /** Every client in what was measured of its protocols, HTTP/1.1 at least. */
    private Stream<Case> clients(String benchmark, String method) {
        List<Case> clients = Plan.clients(benchmark, method);
        return clients.stream()
                .filter(client ->
                        measured.has(client) || Plan.overHttp1(clients).contains(client));
    }

    Bar parallelRequests() {
        return Bar.of(
                "the same by 1 to 16 threads of one client over HTTP/1.1",
                "≥ 0.95, whatever their number",
                Plan.parallelRequests().stream()
                        .map(client -> speed(0.95, client))
                        .toList());
    }

    private Claim speed(double limit, Case client) {
        return Claim.atLeast(limit, "of plain", client, measured.value(client, more("linchpinToPlain")));
    }

    /** As many processors as there are should do so many times the work of one, be there eight of them or fewer. */
    Bar scaling() {
        return Bar.of(
                "verdicts and warm checks per second by 8 threads, 100,000 rules / by 1 thread, for each processor in use",
                "≥ 0.95",
                Plan.SCALING.stream().map(this::scaled).toList());
    }

    private Claim scaled(String method) {
        Case one = Plan.scaling(method);
        Case several = one.on(SCALED_TO);
        OptionalDouble times = measured.ratio(several, one, SCORE);
        return Claim.atLeast(
                0.95,
                "of 1 thread's, for each processor",
                several,
                times.isPresent() ? OptionalDouble.of(times.getAsDouble() / Math.min(SCALED_TO, processors)) : times);
    }

    Bar contention() {
        boolean virtual = jdk >= FIRST_WITH_VIRTUAL_THREADS;
        List<Claim> claims = new ArrayList<>();
        for (Case client : Plan.contentions()) {
            claims.add(counted(0, "contended monitors", client, "contendedMonitors"));
            if (virtual) {
                claims.add(counted(0, "pinned carriers", client, "pinnedCarriers"));
            }
        }
        return Bar.of(
                "monitors and locks that threads wait for in our code, carriers of virtual threads that it pins",
                virtual ? "0, under 10,000 virtual threads" : "0; carriers not measured: no virtual threads",
                claims);
    }

    Bar sessionMemory() {
        return Bar.of(
                "bytes that the core retains for each of 10,000 checked sessions, beyond plain ones",
                "≤ 200",
                List.of(counted(200, "bytes per session", Plan.sessionMemory(), "linchpinRetainedBytes")));
    }

    private Claim counted(double limit, String what, Case on, String metric) {
        return Claim.atMost(limit, what, on, measured.value(on, more(metric)));
    }
}
