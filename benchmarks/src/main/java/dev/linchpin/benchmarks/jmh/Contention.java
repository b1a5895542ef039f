package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How often a thread has to wait for another one in our code, counted and not timed, while many of them use one client and one
 * policy: platform threads first, and virtual ones where the JDK has them. What is counted are JFR's events, of any duration;
 * the benchmark fails if the recording does not show what was provoked.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class Contention {
    private static final int THREADS = 16;
    private static final int CHECKS_PER_REQUEST = 20;
    private static final int REHEARSED = 5;

    @Param({"okhttp", "httpclient5-classic", "httpclient5-async", "jetty"})
    public String client = "";

    @Param({"http/1.1", "h2"})
    public String http = "";

    /** Of all platform threads together, and of as many virtual ones, one each. */
    @Param("10000")
    public int requests;

    private final Optional<VirtualThreads> virtualThreads = VirtualThreads.ofThisJdk();
    private final Crew crew = Crew.of(THREADS);
    private LoopbackServer server;
    private URI uri;
    private Caller caller;
    private Linchpin linchpin;
    private List<X509Certificate> presented = List.of();
    private SSLSession session;

    @Setup
    public void setUp() throws Exception {
        Site site = Site.of("ec");
        server = LoopbackServer.start(site.servers(), http);
        uri = server.uri();
        Security security = Security.of(site, Variant.LINCHPIN);
        linchpin = Objects.requireNonNull(security.linchpin());
        caller = Caller.of(client, http, security, THREADS);
        presented = site.presented();
        session =
                new MemoryHandshake().session(security.context(), site.servers().get());
        crew.each(() -> use(REHEARSED)); // the JDK has monitors of its own for classes that are loaded
    }

    /** What was counted. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Stops {
        private double monitors = Double.NaN;
        private double pinned = Double.NaN;

        @Setup(Level.Iteration)
        public void clear() {
            monitors = Double.NaN;
            pinned = Double.NaN;
        }

        public double contendedMonitors() {
            return monitors;
        }

        /** NaN on a JDK without virtual threads. */
        public double pinnedCarriers() {
            return pinned;
        }
    }

    @Benchmark
    public void crowd(Stops stops) throws Exception {
        try (Standstills recorded = Standstills.recorded()) {
            Standstills.Provoked.atMonitor();
            crew.each(() -> use(requests / THREADS));
            if (virtualThreads.isPresent()) {
                Standstills.Provoked.onCarrier(virtualThreads.get());
                useBy(virtualThreads.get());
            }
            Standstills.Counts counts = recorded.stop();
            requireShown(counts);
            stops.monitors = counts.monitors();
            stops.pinned = virtualThreads.isPresent() ? counts.pinned() : Double.NaN;
        }
    }

    private void requireShown(Standstills.Counts counts) {
        int provoked = virtualThreads.isPresent() ? 2 : 1;
        if (counts.provoked() < provoked) {
            throw new AssertionError(provoked + " provoked standstills were recorded as " + counts.provoked());
        }
    }

    /** What one platform thread does. */
    private @Nullable Void use(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            judge();
            request();
        }
        return null;
    }

    private void judge() throws Exception {
        for (int i = 0; i < CHECKS_PER_REQUEST; i++) {
            linchpin.check(Site.HOST, session);
            if (!linchpin.verdict(Site.HOST, presented).accepted()) {
                throw new AssertionError("the server was refused");
            }
        }
    }

    private void request() throws Exception {
        String body = caller.get(uri);
        if (!body.equals(LoopbackServer.answer(http))) {
            throw new AssertionError("the server answered " + body);
        }
    }

    /** As many requests at a time as there are connections: OkHttp would open one for each. */
    private void useBy(VirtualThreads threads) throws Exception {
        Semaphore connections = new Semaphore(THREADS);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            started.add(threads.start(() -> {
                try {
                    judge();
                    connections.acquire();
                    try {
                        request();
                    } finally {
                        connections.release();
                    }
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : started) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a request of a virtual thread failed", failure.get());
        }
    }

    @TearDown
    public void tearDown() throws Exception {
        caller.close();
        crew.close();
        server.close();
    }
}
