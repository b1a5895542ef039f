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
     * @param benchmarks whose bars are wanted
     */
    static List<Bar> of(Measurements measured, int jdk, Set<String> benchmarks) {
        Bars bars = new Bars(measured, jdk);
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
        add.accept("ClientConnections", bars.connections());
        add.accept("PolicyBuild", bars.policyBuild());
        return wanted;
    }

    private Bar pinOfCertificate() {
        List<Claim> claims = new ArrayList<>();
        for (String key : Plan.keysOfPins(measured)) {
            Case ours = Case.of("PinOfCertificate", "linchpin", "key", key);
            Case peers = ours.by("okHttp");
            claims.add(Claim.atMost(1.15, "× OkHttp's time", ours, measured.ratio(ours, peers, SCORE)));
            claims.add(Claim.atMost(1, "× OkHttp's bytes", ours, measured.ratio(ours, peers, BYTES)));
        }
        floor(claims, "rsa-2048", 1.4);
        floor(claims, "ec-p256", 2);
        return Bar.of(
                "pin of a certificate, vs OkHttp's hash of it",
                "≤ 1.15 × its time, ≤ 1 × its bytes; vs the SHA-256 floor ≤ 1.4 (RSA-2048), ≤ 2 (EC)",
                claims);
    }

    private void floor(List<Claim> claims, String key, double limit) {
        Case ours = Case.of("PinOfCertificate", "linchpin", "key", key);
        claims.add(Claim.atMost(limit, "× the floor's time", ours, measured.ratio(ours, ours.by("floor"), SCORE)));
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
        List<Claim> claims = new ArrayList<>();
        for (String key : KEYS) {
            inPlace(claims, key, "known");
            if (measured.has(inPlace(key, "fresh"))) {
                inPlace(claims, key, "fresh");
            }
        }
        return Bar.of(
                "in-place cost in a full TLS 1.3 handshake, leaf pinned",
                "≤ ⅓ of OkHttp's in the same operation, ≤ 0.4 % of the client side",
                claims);
    }

    private void inPlace(List<Claim> claims, String key, String certificates) {
        Case handshake = inPlace(key, certificates);
        claims.add(Claim.atMost(
                1.0 / 3, "× OkHttp's time", handshake, measured.value(handshake, more("linchpinToOkHttp"))));
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

    /** On every client in what was measured of its protocols, HTTP/1.1 at least. */
    private Bar connections() {
        List<Case> clients = Plan.clients("ClientConnections", "connect");
        List<Claim> claims = clients.stream()
                .filter(client ->
                        measured.has(client) || Plan.overHttp1(clients).contains(client))
                .map(client -> Claim.atLeast(0.98, "of plain", client, measured.value(client, more("linchpinToPlain"))))
                .toList();
        return Bar.of(
                "new connections per second, Linchpin / plain, each client",
                "≥ 0.98 (median of paired rounds)",
                claims);
    }

    private Bar policyBuild() {
        Case build = Case.of("PolicyBuild", "linchpin", "rules", "1000000");
        OptionalDouble milliseconds = measured.value(build, SCORE);
        return Bar.of(
                "retained bytes per rule (two pins) at 1,000,000 rules",
                "≤ 400, built in ≤ 3 s",
                List.of(
                        Claim.atMost(400, "bytes per rule", build, measured.value(build, more("retainedBytesPerRule"))),
                        Claim.atMost(
                                3,
                                "s to build",
                                build,
                                milliseconds.isPresent()
                                        ? OptionalDouble.of(milliseconds.getAsDouble() / MILLISECONDS)
                                        : milliseconds)));
    }
}
