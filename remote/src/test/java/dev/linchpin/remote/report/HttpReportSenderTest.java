package dev.linchpin.remote.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.report.PinReportJson;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class HttpReportSenderTest {
    private static final TestCertificate ROOT = TestCertificate.root("Shop Root");
    private static final SSLContext TLS = CollectorServer.trusting(CollectorServer.ROOT);

    @TempDir
    Path folder;

    /** From a real handshake that was refused to a collector that reads what it is sent. */
    @Test
    void a_refused_handshake_reaches_the_collector() throws Exception {
        try (CollectorServer collector = CollectorServer.start(CollectorServer.TAKES);
                TlsServer impostor = TlsServer.builder()
                        .present(ROOT.leaf("127.0.0.1").presented())
                        .start();
                HttpReportSender sender = HttpReportSender.builder(collector.uri())
                        .tls(TLS)
                        .format(PinReportJson.builder()
                                .appBundleId("com.example.shop")
                                .build())
                        .build()) {
            Linchpin linchpin = Linchpin.builder()
                    .policy(PinPolicy.builder()
                            .rule(Reports.rule("127.0.0.1", EnforcementMode.ENFORCE))
                            .build())
                    .trustedCertificates(List.of(ROOT.certificate()))
                    .reporter(sender)
                    .build();
            refuse(linchpin, impostor);
            CollectorServer.Post post = collector.next();
            String schema = Files.readString(Path.of("../test-vectors/schemas/v1/pin-report.schema.json"));
            assertEquals(
                    List.of(),
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema, InputFormat.JSON)
                            .validate(post.body(), InputFormat.JSON));
            assertEquals("127.0.0.1", Reports.host(post.body()));
            assertEquals(
                    "com.example.shop",
                    Reports.read(post.body()).path("app-bundle-id").asString());
        }
    }

    /** Neither the version of Java nor anything else that the platform would say of itself. */
    @Test
    void the_request_has_these_headers_and_no_other() throws Exception {
        try (CollectorServer collector = CollectorServer.start(CollectorServer.TAKES);
                HttpReportSender sender =
                        HttpReportSender.builder(collector.uri()).tls(TLS).build()) {
            sender.report(Reports.refused("api.test"));
            CollectorServer.Post post = collector.next();
            List<String> head = Arrays.stream(post.head().strip().split("\r\n"))
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .sorted()
                    .toList();
            assertEquals(
                    List.of(
                            "accept: */*",
                            "connection: close",
                            "content-length: " + post.body().length(),
                            "content-type: application/json; charset=utf-8",
                            "host: localhost:" + collector.port(),
                            "post /pins http/1.1",
                            "user-agent: linchpin"),
                    head);
        }
    }

    @Test
    void the_same_is_sent_once() throws Exception {
        try (CollectorServer collector = CollectorServer.start(CollectorServer.TAKES);
                HttpReportSender sender =
                        HttpReportSender.builder(collector.uri()).tls(TLS).build()) {
            sender.report(Reports.refused("api.test"));
            sender.report(Reports.telling(Reports.refused("api.test"), 3));
            sender.report(Reports.refused("www.test"));
            assertEquals("api.test", Reports.host(collector.next().body()));
            String second = collector.next().body();
            assertEquals("www.test", Reports.host(second));
            assertEquals(3, Reports.told(second), "what the repetition told of is not lost");
        }
    }

    @Test
    void without_a_window_everything_is_sent() throws Exception {
        try (CollectorServer collector = CollectorServer.start(CollectorServer.TAKES);
                HttpReportSender sender = HttpReportSender.builder(collector.uri())
                        .tls(TLS)
                        .repeatAfter(Duration.ZERO)
                        .build()) {
            sender.report(Reports.refused("api.test"));
            sender.report(Reports.refused("api.test"));
            assertEquals(2, collector.next(2).size());
        }
    }

    /** The first at once, and each of the others when its time has come: not sooner, however many wait. */
    @Test
    void sends_no_more_than_it_may() throws Exception {
        try (CollectorServer collector = CollectorServer.start(CollectorServer.TAKES);
                HttpReportSender sender = HttpReportSender.builder(collector.uri())
                        .tls(TLS)
                        .atMost(1, Duration.ofMillis(100))
                        .build()) {
            long since = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                sender.report(Reports.refused("api" + i + ".test"));
            }
            collector.next(5);
            assertTrue(System.nanoTime() - since >= Duration.ofMillis(400).toNanos());
        }
    }

    @Test
    void a_closed_sender_takes_nothing() throws Exception {
        try (CollectorServer collector = CollectorServer.start(CollectorServer.TAKES)) {
            HttpReportSender closed;
            try (HttpReportSender sender =
                    HttpReportSender.builder(collector.uri()).tls(TLS).build()) {
                closed = sender;
            }
            closed.report(Reports.refused("api.test"));
            assertEquals(0, closed.state().waiting());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://reports.example.com/pins",
                "https:///pins",
                "https://me:secret@reports.example.com/pins",
                "https://reports.example.com/pins#here",
                "/pins",
                "mailto:reports@example.com"
            })
    void refuses_what_is_no_collector(String uri) {
        assertEquals(
                "the collector is \"" + uri + "\", expected https://, a host and a path, without a user or a fragment",
                assertThrows(IllegalArgumentException.class, () -> HttpReportSender.builder(URI.create(uri)))
                        .getMessage());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        sender -> sender.room(1_000),
                        "the room for reports is 1000 bytes, expected between 131072, for one with long chains, and"
                                + " 2147483647"),
                mistake(
                        sender -> sender.repeatAfter(Duration.ofHours(-1)),
                        "repeatAfter is PT-1H, expected zero or more"),
                mistake(sender -> sender.atMost(0, Duration.ofHours(1)), "atMost is 0 reports, expected one or more"),
                mistake(
                        sender -> sender.atMost(1, Duration.ZERO),
                        "the time of atMost is PT0S, expected between a millisecond and 24 days"),
                mistake(
                        sender -> sender.pause(Duration.ofHours(2), Duration.ofHours(1)),
                        "the first pause is PT2H, expected no more than the longest, PT1H"),
                mistake(
                        sender -> sender.pause(Duration.ZERO, Duration.ofHours(1)),
                        "the first pause is PT0S, expected between a millisecond and 24 days"),
                mistake(
                        sender -> sender.timeout(Duration.ofDays(30)),
                        "the timeout is PT720H, expected between a millisecond and 24 days"));
    }

    private static Arguments mistake(Consumer<HttpReportSender.Builder> option, String message) {
        return Arguments.of(option, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refuses_an_option_that_cannot_be_meant(Consumer<HttpReportSender.Builder> option, String message) {
        HttpReportSender.Builder sender = HttpReportSender.builder(URI.create("https://reports.example.com/pins"));
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> option.accept(sender))
                        .getMessage());
    }

    @Test
    void refuses_a_spool_that_is_a_file() throws IOException {
        Path file = Files.createFile(folder.resolve("reports.txt"));
        HttpReportSender.Builder sender = HttpReportSender.builder(URI.create("https://reports.example.com/pins"));
        String message = assertThrows(IllegalArgumentException.class, () -> sender.spool(file))
                .getMessage();
        assertTrue(message.endsWith(", expected a folder, or none yet"), message);
    }

    static Stream<Arguments> options() {
        Duration hour = Duration.ofHours(1);
        return Stream.of(
                option("tls", sender -> sender.tls(TLS)),
                option("format", sender -> sender.format(PinReportJson.builder().build())),
                option("spool", sender -> sender.spool(Path.of("reports"))),
                option("room", sender -> sender.room(1 << 20)),
                option("repeatAfter", sender -> sender.repeatAfter(hour)),
                option("atMost", sender -> sender.atMost(1, hour)),
                option("pause", sender -> sender.pause(hour, hour)),
                option("timeout", sender -> sender.timeout(hour)));
    }

    private static Arguments option(String name, Consumer<HttpReportSender.Builder> option) {
        return Arguments.of(name, option);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void refuses_an_option_that_is_set_twice(String name, Consumer<HttpReportSender.Builder> option) {
        HttpReportSender.Builder sender = HttpReportSender.builder(URI.create("https://reports.example.com/pins"));
        option.accept(sender);
        assertEquals(
                name + " is set twice for a sender of reports, expected once",
                assertThrows(IllegalStateException.class, () -> option.accept(sender))
                        .getMessage());
    }

    static void refuse(Linchpin linchpin, TlsServer server) throws IOException {
        try (Socket plain = new Socket(server.address().getAddress(), server.port());
                SSLSocket socket =
                        (SSLSocket) linchpin.socketFactory().createSocket(plain, "127.0.0.1", server.port(), true)) {
            SSLException refusal = assertThrows(SSLException.class, socket::startHandshake);
            assertFalse(PinMismatchException.in(refusal).isEmpty(), refusal::toString);
        }
    }
}
