package dev.linchpin.android;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Where levels differ, {@code docs/android.md} has a table: each column of it is what the level of this run says. */
@ParameterizedClass
@MethodSource("levels")
class LevelDifferencesTest extends Asking {
    private static final String HEAD = "| asked for | "
            + Stream.of(AndroidLevel.values())
                    .map(level -> Integer.toString(level.api()))
                    .collect(Collectors.joining(" | "))
            + " |";

    /** A row: the file, the host, and what of the answer is looked at. */
    private record Row(NscFile file, String host, Function<HostConfig, Object> looked) {}

    private static Map<String, Row> rows() {
        NscFile nothing = file("");
        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put(
                "`<certificates src=\"wfa\"/>`",
                new Row(
                        file("<base-config><trust-anchors><certificates src='wfa'/></trust-anchors></base-config>"),
                        "example.com",
                        config -> config.anchors().get(0).from()));
        rows.put(
                "clear text, for an application that targets 34 and says nothing",
                new Row(nothing, "example.com", config -> config.cleartext() ? "permitted" : "forbidden"));
        rows.put(
                "the same, to `localhost`",
                new Row(nothing, "localhost", config -> config.cleartext() ? "permitted" : "forbidden"));
        rows.put("certificate transparency, without a word", new Row(nothing, "example.com", LevelDifferencesTest::ct));
        rows.put(
                "`<certificateTransparency enabled=\"true\"/>`",
                new Row(transparency("enabled='true'"), "example.com", LevelDifferencesTest::ct));
        rows.put(
                "`<certificateTransparency enabled=\"false\"/>`",
                new Row(transparency("enabled='false'"), "example.com", LevelDifferencesTest::ct));
        rows.put("`<certificateTransparency/>`", new Row(transparency(""), "example.com", LevelDifferencesTest::ct));
        rows.put(
                "certificate transparency of `localhost`, without a word",
                new Row(nothing, "localhost", LevelDifferencesTest::ct));
        rows.put(
                "domain encryption, without a word", new Row(nothing, "example.com", LevelDifferencesTest::encryption));
        for (String mode : List.of("enabled", "opportunistic", "disabled", "other")) {
            rows.put(
                    "`<domainEncryption mode=\"" + mode + "\"/>`",
                    new Row(
                            file("<domain-config><domain>example.com</domain><domainEncryption mode='" + mode
                                    + "'/></domain-config>"),
                            "example.com",
                            LevelDifferencesTest::encryption));
        }
        return rows;
    }

    private static NscFile transparency(String attribute) {
        return file("<domain-config><domain>example.com</domain><certificateTransparency " + attribute
                + "/></domain-config>");
    }

    private static Object ct(HostConfig config) {
        Boolean demanded = config.certificateTransparency();
        return demanded == null ? "–" : demanded ? "demanded" : "not demanded";
    }

    private static Object encryption(HostConfig config) {
        return config.domainEncryption() == null ? "–" : config.domainEncryption();
    }

    private String answer(Row row) {
        NscAnswer answer = ask(row.file(), row.host());
        return answer.refusal().isPresent()
                ? "refused"
                : String.valueOf(row.looked().apply((HostConfig) answer.hosts().get(row.host())));
    }

    @Test
    void the_table_in_the_documentation_says_what_this_level_says() throws IOException {
        int column = 1 + List.of(AndroidLevel.values()).indexOf(level);
        Map<String, String> documented = new LinkedHashMap<>();
        Files.readAllLines(Path.of("../docs/android.md")).stream()
                .dropWhile(line -> !line.equals(HEAD))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(2).split(" ?\\| ?", -1))
                .forEach(cells -> documented.put(cells[0], cells[column]));
        Map<String, String> said = new LinkedHashMap<>();
        rows().forEach((name, row) -> said.put(name, answer(row)));
        assertEquals(said, documented);
    }
}
