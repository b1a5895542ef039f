package dev.linchpin.config;

import static dev.linchpin.config.PolicyText.A;
import static dev.linchpin.config.PolicyText.B;
import static dev.linchpin.config.PolicyText.C;
import static dev.linchpin.config.PolicyText.D;
import static dev.linchpin.config.PolicyText.fixed;
import static dev.linchpin.config.PolicyText.places;
import static dev.linchpin.config.PolicyText.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.policy.PinPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkHttpPinsTest {
    @Test
    void reads_lines_comments_and_repeated_patterns() {
        String text = "\ufeff# all of it\r\napi.example.com  sha256/" + A + "\tsha256/" + B + " # behind\r\n\r\n"
                + "*.example.org sha256/" + A + "\r\n*.example.org sha256/" + C;
        Inspection file = OkHttpPins.inspect(text);
        assertEquals(List.of(), file.findings());
        assertEquals(List.of("api.example.com AB ENFORCE", "*.example.org AC ENFORCE"), rules(file.policy()));
    }

    /**
     * <pre>
     * OkHttp for a.example.com:  { A B } from the exact pattern  +  { C D } from **.example.com
     * word for word:             { A B }, and a server with key C is refused that OkHttp accepts
     * </pre>
     */
    @Test
    void unites_the_pins_of_wider_patterns_and_says_how_to_write_that() {
        String text = "a.example.com sha256/" + A + " sha256/" + B + " # ours\n**.example.com sha256/" + C + " sha256/"
                + D + "\n";
        Inspection file = OkHttpPins.inspect(text);
        assertEquals(List.of("1:1 united-pins"), places(file.findings()));
        assertEquals(List.of("a.example.com ABCD ENFORCE", "**.example.com CD ENFORCE"), rules(file.policy()));

        String mended = fixed(text, file.findings());
        assertEquals(
                "a.example.com sha256/" + A + " sha256/" + B + " sha256/" + C + " sha256/" + D
                        + " # ours\n**.example.com sha256/" + C + " sha256/" + D + "\n",
                mended);
        assertEquals(List.of(), OkHttpPins.inspect(mended).findings());
        assertEquals(rules(file.policy()), rules(OkHttpPins.inspect(mended).policy()));
    }

    @Test
    void gives_a_rule_to_the_host_in_which_two_wildcards_meet() {
        String text =
                "**.a.example.com sha256/" + A + " sha256/" + B + "\r\n*.example.com sha256/" + C + " sha256/" + D;
        Inspection file = OkHttpPins.inspect(text);
        assertEquals(
                List.of("**.a.example.com AB ENFORCE", "a.example.com ABCD ENFORCE", "*.example.com CD ENFORCE"),
                rules(file.policy()));

        String mended = fixed(text, file.findings());
        assertEquals(
                text.replace(
                        "\r\n",
                        "\r\na.example.com sha256/" + A + " sha256/" + B + " sha256/" + C + " sha256/" + D + "\r\n"),
                mended);
        assertEquals(List.of(), OkHttpPins.inspect(mended).findings());
    }

    @Test
    void takes_the_arguments_of_add() {
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        patterns.put("a.example.com", List.of("sha256/" + A));
        patterns.put("*.example.com", List.of("sha256/" + B));
        Inspection file = OkHttpPins.inspect(patterns);
        assertEquals(List.of("united-pins"), places(file.findings()));
        assertEquals(
                "single-pin",
                assertThrows(PolicyFileException.class, file::policy)
                        .findings()
                        .get(0)
                        .rule());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.example.com                   | 1:1 no-pins
                    a.example.com # sha256/x        | 1:1 no-pins
                    a.example.com. $A $B            | 1:1 domain-trailing-dot
                    bücher.example $A $B            | 1:1 domain-spelling
                    **.bücher.example $A $B         | 1:4 domain-spelling
                    a.example.com cert-$A $B        | 1:15 pin-syntax
                    a.example.com $A sha256/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA= | 1:67 placeholder-pin
                    """)
    void says_what_is_read_in_another_way_than_it_looks(String line, String expected) {
        Inspection file = OkHttpPins.inspect(line.replace("$A", "sha256/" + A).replace("$B", "sha256/" + B));
        assertEquals(List.of(expected), places(file.findings()));
        assertThrows(PolicyFileException.class, file::policy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.example.com $A                | single-pin
                    a.example.com $A sha1/abcd      | pin-syntax
                    a.example.com $A garbage        | pin-syntax
                    *.com $A $B                     | host-syntax
                    a.*.com $A $B                   | host-syntax
                    http://a.example.com $A $B      | host-syntax
                    # nothing                       | pins-nothing
                    """)
    void makes_no_policy_of_a_part(String line, String rule) {
        Inspection file = OkHttpPins.inspect("ok.example.org $A $B\n"
                .repeat(rule.equals("pins-nothing") ? 0 : 1)
                .concat(line)
                .replace("$A", "sha256/" + A)
                .replace("$B", "sha256/" + B));
        assertEquals(
                rule,
                assertThrows(PolicyFileException.class, file::policy)
                        .findings()
                        .get(0)
                        .rule());
    }

    /** A hundred patterns below each other, with 300 pins each, would make rules of 1.5 million pins. */
    @Test
    void refuses_what_would_grow_without_bound() {
        StringBuilder text = new StringBuilder();
        String name = "example.com";
        for (int i = 0; i < 100; i++) {
            text.append("**.").append(name);
            for (int pin = 0; pin < 300; pin++) {
                text.append(" sha256/").append(i).append('-').append(pin);
            }
            text.append('\n');
            name = "a." + name;
        }
        Inspection file = OkHttpPins.inspect(text.toString());
        assertEquals(
                List.of("too-large"),
                file.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(Finding::rule)
                        .toList());
        assertThrows(PolicyFileException.class, file::policy);
    }

    @Test
    void writes_what_okhttp_enforces_beyond_a_rule_and_what_it_cannot() {
        PinPolicy policy = PinPolicy.builder()
                .pin("**.example.com", "sha256/" + A, "sha256/" + B)
                .pin("a.example.com", "sha256/" + C, "sha256/" + D)
                .exempt("b.example.com")
                .build();
        WrittenPolicy written = OkHttpPins.write(policy);
        assertEquals(
                "**.example.com sha256/" + A + " sha256/" + B + "\na.example.com sha256/" + C + " sha256/" + D + "\n",
                written.text());
        assertEquals(List.of("exemption", "united-pins"), places(written.findings()));
        assertEquals(Severity.ERROR, written.findings().get(0).severity());
    }
}
