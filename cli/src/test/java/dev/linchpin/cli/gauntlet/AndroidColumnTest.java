package dev.linchpin.cli.gauntlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.linchpin.android.AndroidLevel;
import dev.linchpin.android.AndroidOracle;
import dev.linchpin.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Android's own code as a client; which levels, {@link AndroidLevel#PROPERTY} says. */
class AndroidColumnTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int gauntlet(String... arguments) {
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, err, StandardCharsets.UTF_8);
        return new CommandLine(new GauntletCommand(terminal, clients -> List.of()))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    static List<AndroidLevel> levels() {
        return AndroidLevel.chosen();
    }

    private static void skipUnlessHere(AndroidLevel level) {
        try {
            AndroidOracle.jdk(level);
            AndroidOracle.jar(level);
        } catch (IOException e) {
            String reason = "NOT TESTED: " + level + ": " + e.getMessage();
            System.err.println(reason);
            abort(reason);
        }
    }

    /** Nobody who is to be refused gets through; which genuine peers are refused is known, to the letter. */
    @ParameterizedTest
    @MethodSource("levels")
    void fails_in_exactly_the_listed_scenarios(AndroidLevel level) {
        skipUnlessHere(level);
        int exitCode = gauntlet("--quick", "--json", "--column=" + level);
        Set<String> failures = new TreeSet<>();
        Set<String> clients = new TreeSet<>();
        for (JsonNode result : JsonMapper.shared()
                .readTree(out.toString(StandardCharsets.UTF_8))
                .get("results")) {
            clients.add(result.get("client").asString() + " "
                    + result.get("clientVersion").asString());
            if (!result.get("expected").equals(result.get("actual"))) {
                assertEquals("accept", result.get("expected").asString(), result::toString);
                failures.add(result.get("scenario").asString());
            }
        }
        assertEquals(
                Set.of("cross-signed-intermediate", "cross-signed-root", "edwards-key", "rsa-key-without-null"),
                failures,
                errors());
        assertEquals(Set.of(level + " " + level.android()), clients);
        assertEquals(0, exitCode, errors());
    }

    @Test
    void is_listed_and_plays_only_when_asked_for() {
        assertEquals(0, gauntlet("--list", "--scenario=leaf-pinned"));
        String listed = out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        Stream.of(AndroidLevel.values()).forEach(level -> assertTrue(listed.contains(level.toString()), listed));
        out.reset();
        assertEquals(0, gauntlet("--json", "--quick", "--scenario=leaf-pinned", "--provider=SunJSSE", "--tls=TLSv1.3"));
        assertTrue(!out.toString(StandardCharsets.UTF_8).contains("android-"));
    }

    @Test
    void names_the_levels_that_there_are() {
        assertEquals(2, gauntlet("--column=android-35"));
        assertTrue(errors().contains("there is no client \"android-35\"; the nearest are "), errors());
        assertTrue(errors().contains("android-34"), errors());
    }

    @Test
    void does_not_play_beside_what_excludes_it() {
        assertEquals(2, gauntlet("--android", "--client=true"));
        assertTrue(errors().contains("--android plays Android, expected it without --client and --serve"), errors());
        assertEquals(2, gauntlet("--android", "--versions"));
        assertTrue(errors().contains("--versions plays the adapters, expected it without --android"), errors());
    }
}
