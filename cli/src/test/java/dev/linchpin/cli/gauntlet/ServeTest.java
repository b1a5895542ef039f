package dev.linchpin.cli.gauntlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Servers that stay up, and clients that come by themselves. */
class ServeTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, err, StandardCharsets.UTF_8);
    private final Gauntlet gauntlet = Gauntlet.open();
    private final CountDownLatch end = new CountDownLatch(1);
    private Stand stand = Stand.open(gauntlet, List.of());

    @BeforeEach
    void publish() throws IOException {
        List<Scenario> scenarios = Stream.of(
                        "leaf-pinned",
                        "rogue-trusted-ca",
                        "redirect-to-rogue",
                        "upper-case-host",
                        "pooled-still-matching")
                .map(gauntlet::scenario)
                .toList();
        stand = Stand.open(gauntlet, scenarios);
        new Prospectus(gauntlet, stand, folder).publish(terminal, true);
    }

    @AfterEach
    void close() {
        stand.close();
        gauntlet.close();
    }

    private URI uri(String scenario) {
        return stand.served().stream()
                .filter(one -> one.scenario().id().equals(scenario))
                .findFirst()
                .orElseThrow()
                .uri();
    }

    /** What is said while somebody visits, until all lines that are to come are there. */
    private List<String> told(int lines, Visits visits) throws Exception {
        FutureTask<Integer> watch = new FutureTask<>(() -> new Watch(stand, terminal).until(end));
        new Thread(watch).start();
        visits.happen();
        for (int i = 0; i < 100 && err.toString(StandardCharsets.UTF_8).lines().count() < lines; i++) {
            Thread.sleep(100);
        }
        end.countDown();
        int exitCode = watch.get(10, TimeUnit.SECONDS);
        List<String> all = err.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(all.stream().anyMatch(line -> line.endsWith("NOT AS EXPECTED")) ? 1 : 0, exitCode);
        return all;
    }

    private interface Visits {
        void happen() throws Exception;
    }

    @Test
    void says_where_everything_is() throws Exception {
        JsonNode json = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
        assertEquals(json, JsonMapper.shared().readTree(Files.readString(folder.resolve("gauntlet.json"))));
        JsonNode leaf = json.path("scenarios").get(0);
        assertEquals(uri("leaf-pinned").toString(), leaf.path("url").stringValue());
        assertEquals("accept", leaf.path("expected").stringValue());
        assertEquals(
                "api.linchpin.test", leaf.path("rules").get(0).path("pattern").stringValue());
        assertEquals(2, leaf.path("rules").get(0).path("pins").size());
        assertEquals(
                "pooled-still-matching",
                json.path("notServed").get(0).path("scenario").stringValue());
        assertEquals(
                List.of("127.0.0.1 api.linchpin.test", "127.0.0.1 login.linchpin.test"),
                Files.readAllLines(folder.resolve("hosts")));
    }

    @Test
    void an_unpinned_client_is_seen_to_fall_for_an_attack() throws Exception {
        Caller caller = Caller.trusting(folder.resolve("ca.pem"));
        List<String> told = told(2, () -> {
            assertTrue(caller.get(uri("leaf-pinned")).contains("200"));
            assertTrue(caller.get(uri("rogue-trusted-ca")).contains("200"));
        });
        assertTrue(told.contains("leaf-pinned: handshake completed, request received: as expected"), told::toString);
        assertTrue(
                told.contains("rogue-trusted-ca: handshake completed, request received: NOT AS EXPECTED"),
                told::toString);
        assertEquals(
                List.of(
                        "2 connections: 1 as expected, 1 not as expected, 0 undecided",
                        "2 of 4 scenarios were not visited"),
                told.subList(2, 4));
    }

    @Test
    void a_client_that_trusts_nobody_refuses_genuine_peers_as_well() throws Exception {
        Caller caller = Caller.trustingNobodyHere();
        List<String> told = told(2, () -> {
            assertThrows(IOException.class, () -> caller.get(uri("leaf-pinned")));
            assertThrows(IOException.class, () -> caller.get(uri("rogue-trusted-ca")));
        });
        assertTrue(told.contains("leaf-pinned: no handshake, no byte of a request: NOT AS EXPECTED"), told::toString);
        assertTrue(told.contains("rogue-trusted-ca: no handshake, no byte of a request: as expected"), told::toString);
    }

    @Test
    void a_connection_without_a_request_decides_nothing_about_a_genuine_peer() throws Exception {
        Caller caller = Caller.trusting(folder.resolve("ca.pem"));
        List<String> told = told(2, () -> {
            caller.greet(uri("leaf-pinned"));
            caller.greet(uri("rogue-trusted-ca"));
        });
        assertTrue(
                told.contains("leaf-pinned: handshake completed, no byte of a request:"
                        + " undecided: accepted, but nothing asked for"),
                told::toString);
        assertTrue(
                told.contains("rogue-trusted-ca: handshake completed, no byte of a request: as expected"),
                told::toString);
    }
}
