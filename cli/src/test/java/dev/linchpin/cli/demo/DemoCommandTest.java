package dev.linchpin.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.driver.PinnedDriver;
import dev.linchpin.gauntlet.client.Driver;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int demo(List<Driver> drivers, String... arguments) {
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, err, StandardCharsets.UTF_8);
        return new CommandLine(new DemoCommand(terminal, () -> drivers)).execute(arguments);
    }

    @Test
    void every_client_passes_every_scenario() {
        int exitCode = demo(PinnedDriver.all(), "--json");
        JsonNode json = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
        Set<String> scenarios = new TreeSet<>();
        Set<String> clients = new TreeSet<>();
        for (JsonNode result : json.get("results")) {
            scenarios.add(result.get("scenario").asString());
            clients.add(result.get("client").asString());
            assertEquals(result.get("expected"), result.get("actual"), result.toString());
            if (result.get("expected").asString().equals("refuse")) {
                assertEquals(0, result.get("applicationBytes").asInt(), result.toString());
            }
        }
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertEquals(0, json.get("failed").asInt());
        assertEquals(0, exitCode);
        assertTrue(scenarios.size() >= 24, scenarios.toString());
        assertEquals(
                Set.of(
                        "okhttp",
                        "httpclient5-classic",
                        "httpclient5-async",
                        "httpclient5-h2",
                        "jetty",
                        "jetty-dynamic",
                        "java-net-http"),
                clients);
    }

    @Test
    void prints_exactly_the_documented_json() {
        int exitCode = demo(PinnedDriver.all(), "--json", "--scenario", "rogue-trusted-ca", "--client", "okhttp");
        JsonNode expected = JsonMapper.shared().readTree("""
                {"results": [
                  {"scenario": "rogue-trusted-ca", "client": "okhttp", "protocol": "http/1.1",
                   "expected": "refuse", "actual": "refuse", "applicationBytes": 0},
                  {"scenario": "rogue-trusted-ca", "client": "okhttp", "protocol": "h2",
                   "expected": "refuse", "actual": "refuse", "applicationBytes": 0}],
                 "failed": 0}
                """);
        assertEquals(expected, JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8)));
        assertEquals(0, exitCode);
    }

    @Test
    void fails_loudly_when_a_client_does_not_pin() {
        int exitCode =
                demo(List.of(new UnpinnedDriver()), "--scenario", "rogue-trusted-ca", "--scenario", "leaf-pinned");
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.matches("leaf pinned +accept +✓ *")), lines.toString());
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("rogue but trusted CA +refuse +✗in *")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains(": 1 unexpected, ")), lines.toString());
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .startsWith("linchpin: NOT AS EXPECTED: rogue-trusted-ca / unpinned http/1.1: "),
                err.toString(StandardCharsets.UTF_8));
        assertEquals(1, exitCode);
    }

    @Test
    void explains_the_first_refusal_as_the_user_meets_it() {
        demo(PinnedDriver.all(), "--scenario", "other-key-same-ca", "--client", "jetty");
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("The first refusal in full: other key, same trusted CA, jetty over http/1.1\n"), text);
        assertTrue(text.contains("  java.util.concurrent.ExecutionException, caused by\n"), text);
        assertTrue(text.contains("  dev.linchpin.PinMismatchException:\n    Certificate pinning failure for "), text);
        assertTrue(text.contains("PinMismatchException.in(e)"), text);
    }

    @Test
    void lists_scenarios_and_clients() {
        assertEquals(0, demo(PinnedDriver.all(), "--list"));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("rogue-trusted-ca: rogue but trusted CA\n"), text);
        assertTrue(
                text.endsWith("\nclients: okhttp, httpclient5-classic, httpclient5-async, httpclient5-h2, jetty,"
                        + " jetty-dynamic, java-net-http\n"),
                text);
    }
}
