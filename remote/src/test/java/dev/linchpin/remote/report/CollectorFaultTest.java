package dev.linchpin.remote.report;

import static dev.linchpin.remote.report.CollectorServer.answers;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.remote.report.CollectorServer.Behaviour;
import dev.linchpin.report.PinReportJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectors that are down, slow, hostile, or somebody else. Nobody waits for them, and what there was room for arrives. */
@Timeout(300)
class CollectorFaultTest {
    private static final TestCertificate ROOT = TestCertificate.root("Shop Root");
    private static final SSLContext TLS = CollectorServer.trusting(CollectorServer.ROOT);

    /**
     * The collector has read a report, and says nothing more. By construction nobody waits for it: it answers when this test lets it, and
     * everything else has happened by then.
     *
     * <pre>
     *   handshakes  ──▶ refused ──▶ refused ──▶ refused …
     *   reporter      └▶ taken    └▶ taken    └▶ taken …  10,000 more
     *   sender        └▶ POST ··························· for ever ▶
     * </pre>
     */
    @Test
    void nothing_waits_for_a_collector_that_never_answers() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        int room = 128 * 1024;
        try (CollectorServer collector = CollectorServer.start(socket -> {
                    answer.await();
                    CollectorServer.TAKES.answer(socket);
                });
                TlsServer impostor = TlsServer.builder()
                        .present(ROOT.leaf("127.0.0.1").presented())
                        .start();
                HttpReportSender sender = sender(collector.uri()).room(room).build()) {
            Linchpin linchpin = Linchpin.builder()
                    .policy(PinPolicy.builder()
                            .rule(Reports.rule("127.0.0.1", EnforcementMode.ENFORCE))
                            .build())
                    .trustedCertificates(List.of(ROOT.certificate()))
                    .reporter(sender)
                    .build();
            HttpReportSenderTest.refuse(linchpin, impostor);
            String first = collector.next().body();
            assertEquals("127.0.0.1", Reports.host(first));
            for (int i = 0; i < 20; i++) {
                impostor.presentFromNowOn(ROOT.leaf("127.0.0.1").presented());
                HttpReportSenderTest.refuse(linchpin, impostor);
            }
            for (int i = 0; i < 10_000; i++) {
                sender.report(Reports.refused("api" + i + ".test"));
            }
            HttpReportSender.State busy = sender.state();
            assertEquals(0, busy.delivered(), "the collector has not answered the first one yet");
            assertTrue(busy.dropped() > 9_000, busy::toString);

            answer.countDown();
            List<String> delivered = new ArrayList<>(collector.next((int) busy.waiting() - 1));
            sender.report(Reports.refused("last.test"));
            delivered.add(collector.next().body());
            assertTrue(
                    delivered.stream().mapToInt(String::length).sum() < room, "more was in memory than there was room");
            assertEquals(
                    sender.state().dropped(),
                    delivered.stream().mapToLong(Reports::told).sum() + Reports.told(first),
                    "each drop is told once");
        }
    }

    /** All of them are taken while nobody listens, and all arrive when somebody does, once each and in order. */
    @Test
    void what_was_reported_while_the_collector_was_down_arrives_when_it_is_up() throws Exception {
        int port;
        try (CollectorServer gone = CollectorServer.start(CollectorServer.TAKES)) {
            port = gone.port();
        }
        try (HttpReportSender sender =
                sender(URI.create("https://localhost:" + port + "/pins")).build()) {
            List<String> hosts = hosts(100);
            hosts.forEach(host -> sender.report(Reports.refused(host)));
            try (CollectorServer collector =
                    CollectorServer.start(CollectorServer.ROOT.leaf("localhost"), port, CollectorServer.TAKES)) {
                assertEquals(
                        hosts, collector.next(100).stream().map(Reports::host).toList());
            }
        }
    }

    static List<Behaviour> failures() {
        return List.of(
                answers("HTTP/1.1 500 Internal Server Error"),
                answers("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0"),
                answers("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 99999999999999999999999"),
                answers("HTTP/1.1 503 Service Unavailable\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT"),
                answers("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"pins\""),
                answers("HTTP/1.1 404 Not Found"),
                answers("HTTP/1.1 429 Too Many Requests"),
                SSLSocket::close,
                socket -> CollectorServer.send(socket, "220 mail.test ESMTP\r\n"),
                socket -> socket.getOutputStream().write(new byte[50_000]),
                socket -> CollectorServer.send(socket, "HTTP/1.1 99999999999 OK\r\n\r\n"),
                CollectorFaultTest::endlessHead);
    }

    /** A collector that fails in whatever way gets the same report again, and then the next. */
    @ParameterizedTest
    @MethodSource("failures")
    void what_a_failing_collector_was_sent_is_sent_again(Behaviour failing) throws Exception {
        try (CollectorServer collector = CollectorServer.start(failing);
                HttpReportSender sender = sender(collector.uri()).build()) {
            sender.report(Reports.refused("api.test"));
            sender.report(Reports.refused("www.test"));
            for (int i = 0; i < 3; i++) {
                assertEquals("api.test", Reports.host(collector.next().body()), "again");
            }
            collector.becomes(CollectorServer.TAKES);
            String next = collector.next().body();
            while (Reports.host(next).equals("api.test")) {
                next = collector.next().body();
            }
            assertEquals("www.test", Reports.host(next));
            assertEquals(0, sender.state().dropped());
            assertTrue(sender.state().lastFailure().orElseThrow().startsWith("the collector cannot be reached: "));
        }
    }

    /** One byte after the other, each in time, and no end of it. */
    @Test
    void a_collector_that_dribbles_is_cut_off() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        try (CollectorServer collector = CollectorServer.start(socket -> {
                    try {
                        dribble(socket);
                    } finally {
                        cut.countDown();
                    }
                });
                HttpReportSender sender =
                        sender(collector.uri()).timeout(Duration.ofMillis(500)).build()) {
            sender.report(Reports.refused("api.test"));
            assertEquals("api.test", Reports.host(collector.next().body()));
            assertTrue(cut.await(60, TimeUnit.SECONDS), "the connection is still open");
            collector.becomes(CollectorServer.TAKES);
            assertEquals("api.test", Reports.host(collector.next().body()));
        }
    }

    /** There is a connection, and never a server's hello; the platform's own time-outs begin after that. */
    @Test
    void a_handshake_that_never_ends_is_cut_off() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
                HttpReportSender sender = sender(URI.create("https://localhost:" + silent.getLocalPort() + "/pins"))
                        .timeout(Duration.ofMillis(500))
                        .build()) {
            sender.report(Reports.refused("api.test"));
            for (int i = 0; i < 2; i++) {
                try (Socket connection = silent.accept()) {
                    connection.getInputStream().readAllBytes();
                }
            }
            assertEquals(0, sender.state().delivered(), "cut off, and tried again");
        }
    }

    /** What counts is the status. A body is not read, however much of it there is. */
    @Test
    void an_endless_answer_is_not_listened_to() throws Exception {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (CollectorServer collector = CollectorServer.start(socket -> {
                    CollectorServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
                    try {
                        while (true) {
                            socket.getOutputStream().write(new byte[8_192]);
                        }
                    } catch (IOException e) {
                        ends.add("cut off");
                    }
                });
                HttpReportSender sender = sender(collector.uri()).build()) {
            sender.report(Reports.refused("api.test"));
            sender.report(Reports.refused("www.test"));
            assertEquals("api.test", Reports.host(collector.next().body()));
            assertEquals("cut off", ends.poll(60, TimeUnit.SECONDS));
            assertEquals("www.test", Reports.host(collector.next().body()), "the first was delivered");
        }
    }

    /** A report is for the collector that was configured, and for nobody whom it names. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed(int status) throws Exception {
        try (CollectorServer elsewhere = CollectorServer.start(CollectorServer.TAKES);
                CollectorServer collector = CollectorServer.start(
                        answers("HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + elsewhere.uri()));
                HttpReportSender sender = sender(collector.uri()).build()) {
            sender.report(Reports.refused("api.test"));
            assertEquals(2, collector.next(2).size());
            assertEquals(0, elsewhere.heard());
            assertEquals(
                    "the collector cannot be reached: it answered " + status,
                    sender.state().lastFailure().orElseThrow());
        }
    }

    /** One report that a collector can never take does not keep the others from it. */
    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void a_report_that_is_refused_makes_way_and_is_counted(int status) throws Exception {
        try (CollectorServer collector = CollectorServer.start(answers("HTTP/1.1 " + status + " No"));
                HttpReportSender sender = sender(collector.uri()).build()) {
            sender.report(Reports.refused("api.test"));
            sender.report(Reports.refused("www.test"));
            assertEquals(
                    List.of("api.test", "www.test"),
                    collector.next(2).stream().map(Reports::host).toList());
            collector.becomes(CollectorServer.TAKES);
            long told = 0;
            for (int i = 0; told < 2; i++) {
                sender.report(Reports.refused("more" + i + ".test"));
                told += Reports.told(collector.next().body());
            }
            assertEquals(2, told);
        }
    }

    /** Whoever has a certificate for the collector, but from an authority that is not trusted, or one for another name. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothing_is_told_to_somebody_else(boolean trusted) throws Exception {
        TestCertificate root = trusted ? CollectorServer.ROOT : ROOT;
        TestCertificate leaf = trusted ? root.leaf("elsewhere.test") : root.leaf("localhost");
        HostnameVerifier before = HttpsURLConnection.getDefaultHostnameVerifier();
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true); // As some applications do.
        try (CollectorServer impostor = CollectorServer.start(leaf, 0, CollectorServer.TAKES);
                HttpReportSender sender = sender(impostor.uri()).build()) {
            sender.report(Reports.refused("api.test"));
            awaitFailure(sender, "SSLHandshakeException");
            assertEquals(0, impostor.heard());
        } finally {
            HttpsURLConnection.setDefaultHostnameVerifier(before);
        }
    }

    /** An application may have made its pinned context the default one of the process. */
    @Test
    void the_default_context_of_the_process_does_not_matter() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(TLS);
        try (CollectorServer collector = CollectorServer.start(CollectorServer.TAKES);
                HttpReportSender sender = HttpReportSender.builder(collector.uri())
                        .pause(Duration.ofMillis(1), Duration.ofMillis(10))
                        .build()) {
            sender.report(Reports.refused("api.test"));
            awaitFailure(sender, "SSLHandshakeException");
            assertEquals(0, collector.heard(), "the platform does not know this collector, and only the default does");
        } finally {
            SSLContext.setDefault(before);
        }
    }

    /**
     * The collector's own host presents another key. Whatever is sent there now may be for somebody else; it is sent when the longest
     * pause has passed since the last word of it.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_collector_that_fails_itself_is_left_alone(boolean enforced) throws Exception {
        Duration longest = Duration.ofMillis(400);
        try (CollectorServer collector = CollectorServer.start(CollectorServer.TAKES);
                HttpReportSender sender = HttpReportSender.builder(collector.uri())
                        .tls(TLS)
                        .pause(Duration.ofMillis(1), longest)
                        .build()) {
            long since = System.nanoTime();
            sender.report(enforced ? Reports.refused("localhost") : Reports.watched("localhost"));
            sender.report(Reports.refused("api.test"));
            List<String> hosts =
                    collector.next(2).stream().map(Reports::host).sorted().toList();
            assertTrue(System.nanoTime() - since >= longest.toNanos(), "not sooner");
            assertEquals(List.of("api.test", "localhost"), hosts, "and nothing is lost");
        }
    }

    /** Random failures, from the first report to the last: whatever has been taken arrives, and all drops are told of. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothing_is_lost_that_there_was_room_for(long seed) throws Exception {
        List<Behaviour> days = new ArrayList<>(List.of(
                CollectorServer.TAKES,
                CollectorServer.TAKES,
                answers("HTTP/1.1 500 No"),
                SSLSocket::close,
                socket -> CollectorServer.send(socket, "not HTTP\r\n")));
        Collections.shuffle(days, new java.util.Random(seed));
        int[] day = {0};
        try (CollectorServer collector = CollectorServer.start(
                        socket -> days.get(day[0]++ % days.size()).answer(socket));
                HttpReportSender sender = sender(collector.uri()).build()) {
            List<String> hosts = hosts(30);
            hosts.forEach(host -> sender.report(Reports.refused(host)));
            List<String> arrived = new ArrayList<>();
            while (!arrived.contains("api29.test")) {
                arrived.add(Reports.host(collector.next().body()));
            }
            assertEquals(hosts, arrived.stream().distinct().toList());
            assertEquals(0, sender.state().dropped());
        }
    }

    private static HttpReportSender.Builder sender(URI collector) {
        return HttpReportSender.builder(collector)
                .tls(TLS)
                .format(PinReportJson.builder().certificates(false).build())
                .atMost(100_000, Duration.ofSeconds(1))
                .pause(Duration.ofMillis(1), Duration.ofMillis(10));
    }

    private static List<String> hosts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "api" + i + ".test").toList();
    }

    private static void awaitFailure(HttpReportSender sender, String failure) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!sender.state().lastFailure().orElse("").endsWith(failure)) {
            assertTrue(System.nanoTime() < deadline, () -> sender.state().toString());
            Thread.onSpinWait();
        }
    }

    private static void endlessHead(SSLSocket socket) throws IOException {
        CollectorServer.send(socket, "HTTP/1.1 200 OK\r\n");
        byte[] header = "X: 0123456789012345678901234567890123456789\r\n".getBytes(US_ASCII);
        while (true) {
            socket.getOutputStream().write(header);
        }
    }

    private static void dribble(SSLSocket socket) throws IOException {
        CollectorServer.send(socket, "HTTP/1.1 500 ");
        while (true) {
            CollectorServer.send(socket, "x");
        }
    }
}
