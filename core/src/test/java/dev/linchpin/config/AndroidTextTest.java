package dev.linchpin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row was put to Android's resource compiler, or is put to the platform by {@link AndroidParityTest}. */
class AndroidTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "True",
                "TRUE",
                "1",
                "-1",
                "+7",
                "0x1",
                "0X1",
                "0xffffffff",
                "#fff",
                "#000",
                "#000000",
                "#80000000",
                " true "
            })
    void reads_as_true(String text) {
        assertEquals(true, AndroidText.bool(text, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "FALSE", "0", "-0", "0x0", "#0000", "#00000000"})
    void reads_as_false(String text) {
        assertEquals(false, AndroidText.bool(text, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "tRue", "1.0", "2147483648", "0x123456789", "#ff", "#fffff", "0xg", "١"})
    void leaves_to_the_default(String text) {
        assertEquals(true, AndroidText.bool(text, true));
        assertEquals(false, AndroidText.bool(text, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain|plain",
                "S\\HA-256|SHA-256",
                "\\u002d|-",
                "\\u002D|-",
                "\\u2|`\u0002`",
                "a\\u|`a\u0000`",
                "\\u002g|``",
                "\\ud800x|x",
                "a\\\\b|a\\b",
                "end\\|end"
            })
    void resolves_backslashes(String text, String resolved) {
        assertEquals(resolved, AndroidText.unescaped(text));
    }

    @Test
    void resolves_tabs_and_line_feeds() {
        assertEquals("\t\n", AndroidText.unescaped("\\t\\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "@raw/ca,true",
        "' @raw/ca ',true",
        "@+id/x,true",
        "@app:raw/ca,true",
        "@null,true",
        "@ca,false",
        "@raw/,false",
        "@raw@raw/ca,false",
        "raw/ca,false"
    })
    void knows_references(String text, boolean reference) {
        assertEquals(reference, AndroidText.isReference(text));
    }
}
