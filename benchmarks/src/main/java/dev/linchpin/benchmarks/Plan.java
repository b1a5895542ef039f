package dev.linchpin.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is measured, in which order, and for how long. */
record Plan(List<Group> groups) {
    private static final List<String> KEYS = List.of("ec", "rsa");
    private static final List<String> PATTERNS = List.of("exact", "wildcard");
    private static final List<String> CERTIFICATES = List.of("known", "fresh");
    /** What is asked of several threads. */
    static final List<String> SCALING = List.of("verdict", "check", "checkOfOne");

    private static final List<Integer> THREADS = List.of(1, 2, 4, 8, 16);

    /** What takes long because there is so much of it, and how much is enough for an answer. */
    private static final Map<String, String> FEWER = Map.of("requests", "160", "connections", "20", "rules", "1000");

    Plan {
        groups = List.copyOf(groups);
    }

    /** What the bars ask for, in less than five minutes. */
    static Plan quick() {
        List<Group> groups = new ArrayList<>();
        Pace brief = Pace.of(2, 3, 100);
        Pace pace = Pace.of(12, 5, 110); // the JDK compiles for a second and more, once more after it learned better
        for (String key : List.of("ec-p256", "rsa-2048")) {
            groups.add(new Group(pins(key, "floor", "jcaFloor", "linchpin", "okHttp"), 1, Pace.of(28, 5, 110)));
        }
        PATTERNS.forEach(pattern -> groups.add(new Group(lookups(pattern, "listed"), 1, brief)));
        groups.add(new Group(List.of(build()), 1, Pace.of(1, 2, 1000)));
        for (String key : KEYS) {
            for (String pinned : List.of("leaf", "intermediate", "root")) {
                groups.add(new Group(verdicts(pinned, "known", "SunJSSE", key), 1, pace));
            }
            groups.add(new Group(verdicts("leaf", "known", "Conscrypt", key), 1, pace));
        }
        // Once in a handshake, a check is called too seldom to be compiled any sooner.
        KEYS.forEach(key -> groups.add(handshakes("TLSv1.3", key, "known", 1, Pace.of(36, 6, 500), "inPlace")));
        addedSignatures().forEach(added -> groups.add(new Group(List.of(added), 1, Pace.of(0, 1, 0))));
        overHttp1(clients("ClientConnections", "connect"))
                .forEach(client -> groups.add(new Group(List.of(client), 1, Pace.of(4, 4, 1500))));
        overHttp1(clients("WarmRequests", "request"))
                .forEach(client -> groups.add(new Group(List.of(client), 1, Pace.of(5, 5, 1000))));
        groups.add(new Group(List.of(replacing("0"), replacing("100")), 1, Pace.of(3, 3, 500)));
        groups.add(new Group(coldStarts(), 1, Pace.of(0, 1, 500)));
        return new Plan(groups);
    }

    /** Everything, for the thorough. */
    static Plan full() {
        List<Group> groups = new ArrayList<>();
        Pace pace = Pace.of(5, 5, 200);
        int rounds = 3;
        for (String key : List.of("ec-p256", "rsa-2048", "rsa-4096", "ml-dsa-65")) {
            groups.add(new Group(
                    pins(key, "floor", "jcaFloor", "linchpin", "okHttp", "jdkEncoded", "bouncyCastle"), rounds, pace));
        }
        for (String pattern : PATTERNS) {
            groups.add(new Group(lookups(pattern, "listed"), rounds, pace));
            groups.add(new Group(lookups(pattern, "unlisted"), 1, pace));
            groups.add(new Group(scattered(lookups(pattern, "listed")), 1, pace));
        }
        groups.add(new Group(List.of(build()), rounds, Pace.of(1, 3, 1000)));
        for (String key : KEYS) {
            for (String provider : List.of("SunJSSE", "Conscrypt")) {
                for (String certificates : CERTIFICATES) {
                    for (String pinned : List.of("leaf", "intermediate", "root", "nothing")) {
                        groups.add(new Group(verdicts(pinned, certificates, provider, key), rounds, pace));
                    }
                }
            }
        }
        groups.add(new Group(
                verdicts("leaf", "known", "SunJSSE", "ec").stream()
                        .map(Case::onAllThreads)
                        .toList(),
                rounds,
                pace));
        for (String tls : List.of("TLSv1.3", "TLSv1.2")) {
            KEYS.forEach(key -> CERTIFICATES.forEach(certificates -> {
                groups.add(handshakes(tls, key, certificates, 1, Pace.of(18, 6, 1000), "inPlace"));
                groups.add(handshakes(tls, key, certificates, 1, Pace.of(8, 5, 1000), "plain", "pinned", "guarded"));
            }));
        }
        addedSignatures().forEach(added -> groups.add(new Group(List.of(added), 1, Pace.of(0, 1, 0))));
        clients("ClientConnections", "connect")
                .forEach(client -> groups.add(new Group(List.of(client), rounds, Pace.of(3, 5, 1000))));
        clients("WarmRequests", "request")
                .forEach(client -> groups.add(new Group(List.of(client), 1, Pace.of(8, 20, 1000))));
        parallelRequests().forEach(client -> groups.add(new Group(List.of(client), 1, Pace.of(3, 4, 1000))));
        for (String method : SCALING) {
            groups.add(new Group(THREADS.stream().map(scaling(method)::on).toList(), rounds, pace));
        }
        contentions().forEach(client -> groups.add(new Group(List.of(client), 1, Pace.of(0, 1, 5000))));
        groups.add(new Group(List.of(sessionMemory()), 1, Pace.of(0, 1, 40_000)));
        groups.add(new Group(List.of(swap()), 1, Pace.of(5, 5, 1000)));
        groups.add(new Group(
                Stream.of("0", "1", "10", "100", "1000").map(Plan::replacing).toList(), 2, Pace.of(2, 5, 1000)));
        groups.add(new Group(coldStarts(), 10, Pace.of(0, 1, 500)));
        return new Plan(groups);
    }

    /** Each benchmark once, each client in both protocols: for the answers, which every benchmark asserts, not for the times. */
    static Plan smoke() {
        Set<String> seen = new LinkedHashSet<>();
        List<Group> groups = full().groups().stream()
                .flatMap(group -> group.cases().stream())
                .filter(measured -> measured.threads() == 1)
                .filter(measured -> seen.add(measured.name()
                        + measured.params().getOrDefault("client", "")
                        + measured.params().getOrDefault("http", "")))
                .map(measured -> new Group(List.of(fewer(measured)), 1, Pace.glance()))
                .toList();
        return new Plan(groups);
    }

    private static Case fewer(Case measured) {
        Case small = measured;
        for (Map.Entry<String, String> few : FEWER.entrySet()) {
            String many = measured.params().get(few.getKey());
            boolean less = many != null && Integer.parseInt(many) > Integer.parseInt(few.getValue());
            small = less ? small.with(few.getKey(), few.getValue()) : small;
        }
        return small;
    }

    private static List<Case> pins(String key, String... methods) {
        return Stream.of(methods)
                .map(method -> Case.of("PinOfCertificate", method, "key", key))
                .toList();
    }

    /** The keys for which ours and OkHttp's were measured, and those of the bar in any case. */
    static Set<String> keysOfPins(Measurements measured) {
        Set<String> keys = new LinkedHashSet<>(List.of("ec-p256", "rsa-2048"));
        measured.of("PinOfCertificate")
                .filter(pin -> pin.method().equals("okHttp"))
                .map(pin -> pin.params().get("key"))
                .forEach(keys::add);
        return keys;
    }

    /** Ours with more and more rules, and OkHttp's, whose scan would take minutes for a million. */
    private static List<Case> lookups(String pattern, String host) {
        List<Case> cases = new ArrayList<>();
        for (String rules : List.of("1", "10", "1000", "100000", "1000000")) {
            Case ours = Case.of("PolicyLookup", "linchpin", "rules", rules, "pattern", pattern, "host", host);
            cases.add(ours);
            if (!rules.equals("1000000")) {
                cases.add(ours.by("okHttp"));
            }
        }
        return cases;
    }

    /** Ours for one host after the other, where the rules do not stay in the processor's caches. */
    private static List<Case> scattered(List<Case> lookups) {
        return lookups.stream()
                .filter(lookup -> lookup.method().equals("linchpin"))
                .map(lookup -> lookup.by("scattered"))
                .toList();
    }

    private static Case build() {
        return Case.of("PolicyBuild", "linchpin", "rules", "1000000");
    }

    private static List<Case> verdicts(String pinned, String certificates, String provider, String key) {
        Case ours = Case.of(
                "Verdict",
                "linchpin",
                "pinned",
                pinned,
                "certificates",
                certificates,
                "provider",
                provider,
                "key",
                key);
        return List.of(ours, ours.by("okHttp"));
    }

    private static Group handshakes(
            String tls, String key, String certificates, int rounds, Pace pace, String... methods) {
        return new Group(
                Stream.of(methods)
                        .map(method ->
                                Case.of("Handshake", method, "tls", tls, "key", key, "certificates", certificates))
                        .toList(),
                rounds,
                pace);
    }

    /** What the bar on signatures asks for. */
    static List<Case> addedSignatures() {
        return Stream.of("leaf", "intermediate", "root")
                .flatMap(pinned -> CERTIFICATES.stream()
                        .map(certificates ->
                                Case.of("AddedSignatures", "linchpin", "pinned", pinned, "certificates", certificates)))
                .toList();
    }

    /** Each client in each protocol it has; the classic one has no HTTP/2. */
    static List<Case> clients(String benchmark, String method) {
        return Map.of("okhttp", true, "httpclient5-classic", false, "httpclient5-async", true, "jetty", true)
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(client -> (client.getValue() ? Stream.of("http/1.1", "h2") : Stream.of("http/1.1"))
                        .map(http -> Case.of(benchmark, method, "client", client.getKey(), "http", http)))
                .toList();
    }

    /** What every client speaks. */
    static List<Case> overHttp1(List<Case> clients) {
        return clients.stream().filter(client -> client.has("http", "http/1.1")).toList();
    }

    /** Over HTTP/1.1, where each thread has a connection of its own. */
    static List<Case> parallelRequests() {
        return overHttp1(clients("ParallelRequests", "request")).stream()
                .map(client -> client.params().get("client"))
                .flatMap(client -> THREADS.stream()
                        .map(threads -> Case.of(
                                "ParallelRequests",
                                "request",
                                "client",
                                client,
                                "clientThreads",
                                Integer.toString(threads))))
                .toList();
    }

    /** By one thread. */
    static Case scaling(String method) {
        return Case.of("Scaling", method, "rules", "100000");
    }

    static List<Case> contentions() {
        return clients("Contention", "crowd").stream()
                .map(client -> client.with("requests", "10000"))
                .toList();
    }

    static Case sessionMemory() {
        return Case.of("SessionMemory", "sessions", "connections", "10000");
    }

    static Case swap() {
        return Case.of("PolicySwap", "replace", "rules", "1000000");
    }

    private static Case replacing(String swapsPerSecond) {
        return Case.of("ReplacePolicy", "verdict", "swapsPerSecond", swapsPerSecond);
    }

    private static List<Case> coldStarts() {
        return Stream.of("firstVerdict", "firstCheckOfOkHttp", "pinCommand")
                .map(method -> Case.of("ColdStart", method))
                .toList();
    }

    /** The names of the benchmarks, in the order in which they run. */
    Set<String> benchmarks() {
        return groups.stream()
                .flatMap(group -> group.cases().stream())
                .map(Case::benchmark)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Plan only(Set<String> benchmarks) {
        return new Plan(groups.stream()
                .filter(group -> benchmarks.contains(group.cases().get(0).benchmark()))
                .toList());
    }

    int cases() {
        return groups.stream().mapToInt(group -> group.cases().size()).sum();
    }

    Duration estimate() {
        return groups.stream().map(Group::estimate).reduce(Duration.ZERO, Duration::plus);
    }
}
