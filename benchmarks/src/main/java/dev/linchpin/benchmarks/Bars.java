package dev.linchpin.benchmarks;

import static dev.linchpin.benchmarks.Measurements.BYTES;
import static dev.linchpin.benchmarks.Measurements.SCORE;
import static dev.linchpin.benchmarks.Measurements.more;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;

/** What pinning may cost. {@code BENCHMARKING.md} says why it is these numbers. */
final class Bars {
    private static final List<String> KEYS = List.of("ec", "rsa");
    private static final List<String> PATTERNS = List.of("exact", "wildcard");
    private static final int MILLISECONDS = 1000;
    private static final int NANOSECONDS = 1000;

    private final Measurements measured;
    private final int jdk;

    private Bars(Measurements measured, int jdk) {
        this.measured = measured;
        this.jdk = jdk;
    }

    /**
     * Holds what was measured to the bars; what was not measured is not met.
     *
     * @param jdk feature version, since the JDK gives its peers more on some versions
     * @param processors of the machine
     * @param benchmarks whose bars are wanted
     */
    static List<Bar> of(Measurements measured, int jdk, int processors, Set<String> benchmarks) {
        Bars bars = new Bars(measured, jdk);
        ClientBars clients = new ClientBars(measured, jdk, processors);
        List<Bar> wanted = new ArrayList<>();
        BiConsumer<String, Bar> add = (benchmark, bar) -> {
            if (benchmarks.contains(benchmark)) {
                wanted.add(bar);
            }
        };
        add.accept("PinOfCertificate", bars.pinOfCertificate());
        add.accept("PolicyLookup", bars.lookup());
        add.accept("Verdict", bars.leafVerdict());
        add.accept("Verdict", bars.conscryptVerdict());
        add.accept("Verdict", bars.authorityVerdict());
        add.accept("Handshake", bars.inPlace());
        add.accept("AddedSignatures", bars.addedSignatures());
        add.accept("ClientConnections", clients.connections());
        add.accept("WarmRequests", clients.warmRequests());
        add.accept("ParallelRequests", clients.parallelRequests());
        add.accept("Scaling", clients.scaling());
        add.accept("Contention", clients.contention());
        add.accept("SessionMemory", clients.sessionMemory());
        add.accept("PolicyBuild", bars.policyBuild());
        add.accept("PolicySwap", bars.policySwap());
        return wanted;
    }

    /** What JCA forces on whoever looks at both the certificate and the parsed key is the floor; less is out of reach. */
    private Bar pinOfCertificate() {
        List<Claim> claims = new ArrayList<>();
        for (String key : Plan.keysOfPins(measured)) {
            Case ours = Case.of("PinOfCertificate", "linchpin", "key", key);
            Case floor = ours.by("jcaFloor");
            claims.add(Claim.atMost(1.1, "× the floor's time", ours, measured.ratio(ours, floor, SCORE)));
            claims.add(Claim.atMost(1.1, "× the floor's bytes", ours, measured.ratio(ours, floor, BYTES)));
        }
        return Bar.of(
                "pin of a certificate, vs the copies and the hash that JCA forces",
                "≤ 1.1 × their time, ≤ 1.1 × their bytes",
                claims);
    }

    private Bar lookup() {
        List<Claim> claims = new ArrayList<>();
        for (String pattern : PATTERNS) {
            Case one = Case.of("PolicyLookup", "linchpin", "rules", "1", "pattern", pattern, "host", "listed");
            Case million = one.with("rules", "1000000");
            claims.add(Claim.atMost(1.5, "× its time at 1 rule", million, measured.ratio(million, one, SCORE)));
            faster(claims, 10_000, one.with("rules", "100000"));
            faster(claims, 50, one.with("rules", "1000"));
            Case ten = one.with("rules", "10");
            claims.add(Claim.atMost(1.5, "× OkHttp's time", ten, measured.ratio(ten, ten.by("okHttp"), SCORE)));
        }
        return Bar.of(
                "lookup at 1,000,000 rules / at 1 rule",
                "≤ 1.5; vs OkHttp ≥ 10,000 × faster at 100,000, ≥ 50 × at 1,000, ≤ 1.5 × its time at 10",
                claims);
    }

    private Bar leafVerdict() {
        double limit = jdk >= 25 ? 2 : 3;
        List<Claim> claims = new ArrayList<>();
        for (String key : KEYS) {
            Case ours = verdict("leaf", "SunJSSE", key);
            faster(claims, limit, ours);
            claims.add(Claim.atMost(0.5, "× OkHttp's bytes", ours, measured.ratio(ours, ours.by("okHttp"), BYTES)));
        }
        return Bar.of(
                "leaf verdict, known certificates, vs OkHttp with its cleaner",
                "≥ " + Claim.number(limit) + " × faster; ≤ ½ of the bytes",
                claims);
    }

    private Bar conscryptVerdict() {
        List<Claim> claims = new ArrayList<>();
        KEYS.forEach(key -> faster(claims, 20, verdict("leaf", "Conscrypt", key)));
        return Bar.of(
                "leaf verdict, Conscrypt certificates (no memo there), vs OkHttp with its cleaner",
                "≥ 20 × faster",
                claims);
    }

    private Bar authorityVerdict() {
        List<Claim> claims = new ArrayList<>();
        for (String pinned : List.of("intermediate", "root")) {
            KEYS.forEach(key -> faster(claims, 1, verdict(pinned, "SunJSSE", key)));
        }
        return Bar.of(
                "intermediate and root verdict, known certificates, vs OkHttp with its cleaner", "not slower", claims);
    }

    private static Case verdict(String pinned, String provider, String key) {
        return Case.of(
                "Verdict", "linchpin", "pinned", pinned, "certificates", "known", "provider", provider, "key", key);
    }

    private void faster(List<Claim> claims, double limit, Case ours) {
        claims.add(Claim.atLeast(limit, "× faster than OkHttp", ours, measured.ratio(ours.by("okHttp"), ours, SCORE)));
    }

    /** On known certificates, which repeated handshakes with a server have, and on fresh ones where they were measured. */
    private Bar inPlace() {
        double fresh = jdk >= 25 ? 0.8 : 0.6;
        List<Claim> claims = new ArrayList<>();
        for (String key : KEYS) {
            inPlace(claims, 0.33, inPlace(key, "known"));
            if (measured.has(inPlace(key, "fresh"))) {
                inPlace(claims, fresh, inPlace(key, "fresh"));
            }
        }
        return Bar.of(
                "in-place cost in a full TLS 1.3 handshake, leaf pinned",
                "≤ 0.33 × OkHttp's in the same operation with known certificates, ≤ " + Claim.number(fresh)
                        + " × with fresh ones; ≤ 0.4 % of the client side",
                claims);
    }

    private void inPlace(List<Claim> claims, double limit, Case handshake) {
        claims.add(
                Claim.atMost(limit, "× OkHttp's time", handshake, measured.value(handshake, more("linchpinToOkHttp"))));
        claims.add(Claim.atMost(
                0.004, "× the client side", handshake, measured.value(handshake, more("linchpinToClient"))));
    }

    private static Case inPlace(String key, String certificates) {
        return Case.of("Handshake", "inPlace", "tls", "TLSv1.3", "key", key, "certificates", certificates);
    }

    private Bar addedSignatures() {
        List<Claim> claims = new ArrayList<>();
        for (Case counted : Plan.addedSignatures()) {
            boolean mayVerify = !counted.has("pinned", "leaf") && counted.has("certificates", "fresh");
            claims.add(Claim.atMost(
                    mayVerify ? 1 : 0,
                    "verifications per link",
                    counted,
                    measured.value(counted, more("verificationsPerLink"))));
        }
        return Bar.of(
                "signature verifications that pinning adds",
                "leaf pin: 0; intermediate or root: 0 on a known chain, at most one per link on a fresh one",
                claims);
    }

    private Bar policyBuild() {
        Case build = Case.of("PolicyBuild", "linchpin", "rules", "1000000");
        OptionalDouble milliseconds = measured.value(build, SCORE);
        return Bar.of(
                "retained bytes per rule (two pins) at 1,000,000 rules",
                "≤ 400, built in ≤ 2 s",
                List.of(
                        Claim.atMost(400, "bytes per rule", build, measured.value(build, more("retainedBytesPerRule"))),
                        Claim.atMost(
                                2,
                                "s to build",
                                build,
                                milliseconds.isPresent()
                                        ? OptionalDouble.of(milliseconds.getAsDouble() / MILLISECONDS)
                                        : milliseconds)));
    }

    private Bar policySwap() {
        Case swap = Plan.swap();
        OptionalDouble nanos = measured.value(swap, more("nanosBeyondContext"));
        return Bar.of(
                "replacing a policy by another of 1,000,000 rules, beyond the TLS context that belongs to it",
                "≤ 1 µs",
                List.of(Claim.atMost(
                        1,
                        "µs",
                        swap,
                        nanos.isPresent() ? OptionalDouble.of(nanos.getAsDouble() / NANOSECONDS) : nanos)));
    }
}
