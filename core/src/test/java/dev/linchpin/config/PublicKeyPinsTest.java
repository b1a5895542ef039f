package dev.linchpin.config;

import static dev.linchpin.config.PolicyText.A;
import static dev.linchpin.config.PolicyText.B;
import static dev.linchpin.config.PolicyText.places;
import static dev.linchpin.config.PolicyText.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyPinsTest {
    private static final Instant NOTED = Instant.parse("2026-11-27T10:00:00Z");
    private static final String PINS = "pin-sha256=\"" + A + "\"; pin-sha256=\"" + B + "\"";

    private static Inspection value(String value) {
        return PublicKeyPins.inspect("www.example.com", value.replace("PINS", PINS), NOTED, EnforcementMode.ENFORCE);
    }

    @Test
    void reads_a_captured_response() {
        Inspection file = PublicKeyPins.inspect("Host: www.example.com\r\nDate: Fri, 27 Nov 2026 10:00:00 GMT\r\n"
                + "Server: any\r\nPublic-Key-Pins: " + PINS + "; max-age=86400; includeSubDomains\r\n\r\n"
                + "host: seen.example.org\r\npublic-key-pins-report-only: " + PINS
                + "; report-uri=\"https://r.example\"\r\n");
        assertEquals(
                List.of("**.www.example.com AB ENFORCE until 2026-11-28T10:00:00Z", "seen.example.org AB REPORT_ONLY"),
                rules(file.policy()));
        assertEquals(List.of("7:148 report-uri"), places(file.findings()));
    }

    /** RFC 7469 §2.1: the order is free, names have no case, values are tokens or quoted strings, and blanks stand around semicolons. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PINS; max-age=60",
                "max-age=60; PINS",
                "PINS;max-age=60",
                "PINS \t; \t max-age=60",
                "PINS; MAX-AGE=\"60\"",
                "PINS; Max-Age=\"6\\0\"",
                "PIN-sha256=\"" + "x\"; max-age=60",
            })
    void reads_the_grammar_of_the_rfc(String value) {
        Inspection file = value(value.replace("PIN-sha256=\"x\"", "PIN-SHA256=\"" + A + "\"; PINS"));
        assertEquals(List.of("www.example.com AB ENFORCE until 2026-11-27T10:01:00Z"), rules(file.policy()));
        assertEquals(List.of(), file.findings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    PINS                            | max-age
                    PINS; max-age                   | max-age
                    PINS; max-age=0                 | max-age
                    PINS; max-age=-1                | max-age
                    PINS; max-age=1.5               | max-age
                    PINS; max-age=99999999999       | max-age
                    PINS; max-age=2147483649        | max-age
                    PINS; max-age=60; max-age=60    | repeated-directive
                    PINS; max-age=60; MAX-AGE=60    | repeated-directive
                    PINS; max-age=60;               | field-syntax
                    PINS; ; max-age=60              | field-syntax
                    PINS, max-age=60                | field-syntax
                    PINS; max-age = 60              | field-syntax
                    PINS; max-age=60; "x"           | field-syntax
                    PINS; max-age=60; report-uri="x | field-syntax
                    PINS; max-age=60; includeSubDomains=1 | directive-syntax
                    PINS; max-age=60; pin-sha256=x  | directive-syntax
                    max-age=60                      | no-pins
                    ``                              | field-syntax
                    """)
    void what_a_user_agent_ignores_is_an_error(String value, String rule) {
        Inspection file = value(value);
        assertEquals(
                rule,
                file.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .findFirst()
                        .orElseThrow()
                        .rule());
        assertThrows(PolicyFileException.class, file::policy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Date: DAY\\nPublic-Key-Pins: PINS; max-age=60                                        | 2:18 no-host
                    Host: a.com\\nPublic-Key-Pins: PINS; max-age=60                                      | 2:18 no-date
                    Host: a.com\\nDate: 2026-11-27\\nPublic-Key-Pins: PINS; max-age=60                   | 2:7 date-syntax
                    Host: a.com\\nDate: Fri, 99 Nov 2026 10:00:00 GMT\\nPublic-Key-Pins: PINS; max-age=60 | 2:7 date-syntax
                    Host: a.com\\nHost: b.com\\nDate: DAY\\nPublic-Key-Pins: PINS; max-age=60            | 2:7 repeated-field
                    Host: a.com\\nDate: DAY\\nPublic-Key-Pins: PINS; max-age=60\\nPublic-Key-Pins-Report-Only: PINS | 4:30 repeated-field
                    Host: 192.0.2.1\\nDate: DAY\\nPublic-Key-Pins: PINS; max-age=60                      | 1:7 address
                    HTTP/1.1 200 OK                                                                      | 1:1 field-syntax
                    """)
    void says_what_is_missing_around_a_field(String text, String expected) {
        Inspection file = PublicKeyPins.inspect(text.replace("\\n", "\n")
                .replace("DAY", "Fri, 27 Nov 2026 10:00:00 GMT")
                .replace("PINS", PINS));
        assertEquals(expected, places(file.findings()).get(0));
        assertThrows(PolicyFileException.class, file::policy);
    }

    @Test
    void writes_an_end_where_a_rule_has_none_and_says_so() {
        PinPolicy policy = PinPolicy.builder()
                .pin("**.example.com", "sha256/" + A, "sha256/" + B)
                .build();
        WrittenPolicy written = PublicKeyPins.write(policy, NOTED);
        assertEquals(
                "Host: example.com\nDate: Fri, 27 Nov 2026 10:00:00 GMT\nPublic-Key-Pins: " + PINS
                        + "; max-age=5184000; includeSubDomains\n",
                written.text());
        assertEquals(List.of("max-age"), places(written.findings()));
    }

    /** RFC 9110 §5.6.4: what may stand between quotation marks, and behind a backslash. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u007f", "\u0100", "\\\u0001", "\u20ac"})
    void refuses_characters_that_no_quoted_string_has(String character) {
        assertTrue(value(PINS + "; max-age=60; x=\"" + character + "\"").findings().stream()
                .anyMatch(finding -> finding.severity() == Severity.ERROR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", " ", "\u00e9", "\\\""})
    void reads_characters_that_a_quoted_string_may_have(String character) {
        assertEquals(
                List.of("www.example.com AB ENFORCE until 2026-11-27T10:01:00Z"),
                rules(value(PINS + "; max-age=60; x=\"" + character + "\"").policy()));
    }
}
