package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.Pin;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text that an attacker writes into a certificate, and which stands in a comment of code:
 *
 * <pre>
 * CN = x *&#47; static { new Evil(); } /*          ends a comment of Java, C, JavaScript, Swift, PHP
 * CN = x --&gt; &lt;base-config …                     of XML
 * CN = x ?&gt; …                                  of PHP
 * CN = x ⏎ rm -rf ~                             of shell, Ruby, Python, Elixir
 * CN = x &#92;u000a evil();                         of Java
 * CN = x #{`id`}, ${…}, {{…}}                   in a string, were it to get into one
 * </pre>
 *
 * {@code -Dlinchpin.emit.seed=N} sets which texts are tried.
 */
class HostileTextTest {
    private static final int TEXTS = 10_000;
    private static final int PINS = 500;
    private static final Pattern MARK = Pattern.compile("text=(\\d{3})");
    private static final Pattern INERT = Pattern.compile("[A-Za-z0-9 .,:;=@_+/()*-]*");

    /** What means something in some language, or to a terminal. */
    private static final List<String> PIECES = List.of(
            "*/",
            "/*",
            "//",
            "-->",
            "<!--",
            "--",
            "-",
            "?>",
            "<?",
            "]]>",
            "<![CDATA[",
            "\\u000a",
            "\\",
            "\\\n",
            "#{",
            "${",
            "{{",
            "}}",
            "%}",
            "`id`",
            "$(id)",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "#",
            "#\n",
            "#if",
            "@",
            "@if",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\f",
            "\u000b",
            "\u0000",
            "\u001b[2J",
            "\u0085",
            "\u2028",
            "\u2029",
            "\u202e",
            "\u2066",
            "\ufeff",
            "\u200b",
            "\ud800",
            "\udc00",
            "\ufffe",
            "=begin",
            "=end",
            "__END__",
            "EOF",
            ";",
            "&",
            "|",
            "rm -rf ~",
            "%s",
            "%n",
            "<pin digest=\"SHA-256\">",
            "</pin-set>",
            "???/",
            "??/",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "\u212a",
            " ",
            "a",
            "CN=",
            ", O=",
            "sha256/AAAA");

    private static final Random RANDOM = new Random(Long.getLong("linchpin.emit.seed", 12));

    static List<String> targets() {
        return Targets.names();
    }

    /**
     * Ten thousand texts, of {@value #PINS} pins at a time. Lines of any language that hold no description are what they are without any;
     * the others are no more, and no fewer, than with a harmless one.
     */
    @ParameterizedTest
    @MethodSource("targets")
    void code_differs_in_whole_lines_of_comment_only(String name) {
        Target target = Targets.named(name);
        Map<Pin, Integer> pins = pins();
        PinPolicy policy = policy(List.copyOf(pins.keySet()));
        List<String> harmless = emit(target, policy, pin -> mark(pins.get(pin)));
        assertEquals(
                emit(target, policy, pin -> ""),
                harmless.stream().filter(line -> !MARK.matcher(line).find()).toList(),
                "without descriptions, whole lines are missing and nothing else");
        for (int round = 0; round < TEXTS / PINS; round++) {
            List<String> texts =
                    Stream.generate(HostileTextTest::hostile).limit(PINS).toList();
            List<String> expected = harmless.stream()
                    .map(line -> MARK.matcher(line)
                            .replaceAll(mark -> Matcher.quoteReplacement(
                                    CommentText.of(texts.get(Integer.parseInt(mark.group(1)))))))
                    .toList();
            assertEquals(expected, emit(target, policy, pin -> texts.get(pins.get(pin))));
        }
    }

    /** Why a pin needs no backup is text of a policy file, and stands in strings where the platform wants to know it. */
    @ParameterizedTest
    @MethodSource("targets")
    void reasons_for_a_single_pin_add_no_line(String name) {
        Target target = Targets.named(name);
        int expected = withReason(target, "in a vault").length;
        for (int i = 0; i < 200; i++) {
            String reason = "because " + hostile();
            assertEquals(expected, withReason(target, reason).length, () -> name + " with " + quoted(reason));
        }
    }

    private static String[] withReason(Target target, String reason) {
        PinPolicy policy = PinPolicy.builder()
                .pin("api.example.com", SamplePolicies.ACTIVE, SamplePolicies.BACKUP)
                .rule(PinRule.builder("single.example.com")
                        .pins(SamplePolicies.ACTIVE)
                        .accept(NoBackupPin.because(reason))
                        .build())
                .build();
        Map<String, String> files = new Emitter(target, pin -> "").emit(policy).files();
        return files.values().iterator().next().split("[\n\r\f]", -1);
    }

    private static String mark(int number) {
        return String.format("text=%03d", number);
    }

    private static Map<Pin, Integer> pins() {
        Map<Pin, Integer> pins = new LinkedHashMap<>();
        while (pins.size() < PINS) {
            byte[] hash = new byte[32];
            RANDOM.nextBytes(hash);
            pins.put(Pin.parse("sha256/" + Base64.getEncoder().encodeToString(hash)), pins.size());
        }
        return pins;
    }

    private static PinPolicy policy(List<Pin> pins) {
        PinPolicy.Builder policy = PinPolicy.builder();
        for (int i = 0; i < pins.size(); i += 2) {
            policy.pin(
                    "host" + i + ".example.com",
                    pins.get(i).toString(),
                    pins.get(i + 1).toString());
        }
        return policy.build();
    }

    /** Ten thousand texts are made inert, and stay as they are when they are made inert again. */
    @Test
    void text_for_a_comment_is_inert_in_every_language() {
        for (int i = 0; i < TEXTS; i++) {
            String text = hostile();
            String inert = CommentText.of(text);
            assertTrue(INERT.matcher(inert).matches(), () -> quoted(text) + ": " + inert);
            for (String closing :
                    List.of("*/", "/*", "--", "?>", "\n", "\r", "\\", "\"", "'", "#", "$", "{", "}", "`", "<", ">")) {
                assertFalse(inert.contains(closing), () -> quoted(text) + ": " + inert);
            }
            if (inert.length() <= 200) {
                assertEquals(inert, CommentText.of(inert), () -> quoted(text));
            }
        }
    }

    @Test
    void every_character_alone_is_inert() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String inert = CommentText.of(new String(Character.toChars(c)));
            assertTrue(INERT.matcher(inert).matches(), inert);
            assertEquals(1, inert.lines().count(), inert);
        }
    }

    @Test
    void no_two_pieces_make_something_of_each_other() {
        for (String first : PIECES) {
            for (String second : PIECES) {
                String inert = CommentText.of(first + second);
                assertTrue(INERT.matcher(inert).matches(), inert);
                assertFalse(inert.contains("*/") || inert.contains("/*") || inert.contains("--"), inert);
            }
        }
    }

    /** Hosts and pins are no text of others by the time a template sees them: nothing else is a policy. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.com\"); evil(\"",
                "api.example.com'",
                "api.example.com\n",
                "api.example.com -->",
                "api.example.com*/",
                "api.example.com#{id}",
                "api.example.com${id}",
                "api.example.com`id`",
                "api.example.com\\u000a",
                "a b.example.com",
                "<domain>.example.com",
                "ex\u0430mple.com\u202e",
                "api..example.com",
                "*.*.example.com",
                "",
                "%61pi.example.com",
                "api.example.com:443",
                "https://api.example.com"
            })
    void hosts_that_are_none_are_refused_before_a_template_sees_them(String host) {
        PinPolicy.Builder policy = PinPolicy.builder();
        assertThrows(
                IllegalArgumentException.class,
                () -> policy.pin(host, SamplePolicies.ACTIVE, SamplePolicies.BACKUP)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4",
                "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td5=",
                "sha256/x4QzPSC810K5_cMjb05Qm4k3Bw5zBn4lTdO_nEW_Td4=",
                "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=\n",
                " sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                "SHA256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                "sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "sha256/\"; evil(); \"",
                "!! put the pin of a backup key here !!"
            })
    void pins_that_are_none_are_refused_before_a_template_sees_them(String pin) {
        assertThrows(IllegalArgumentException.class, () -> Pin.parse(pin));
        PinPolicy.Builder policy = PinPolicy.builder();
        assertThrows(
                IllegalArgumentException.class,
                () -> policy.pin("api.example.com", pin, SamplePolicies.BACKUP).build());
    }

    private static List<String> emit(Target target, PinPolicy policy, Function<Pin, String> describe) {
        Map<String, String> files = new Emitter(target, describe).emit(policy).files();
        return lines(files.values().iterator().next());
    }

    /** What any language takes for the end of a line is one here. */
    private static List<String> lines(String text) {
        return List.of(text.split("\r\n|[\n\r\u000b\f\u0085\u2028\u2029]", -1));
    }

    private static String hostile() {
        StringBuilder text = new StringBuilder();
        for (int length = RANDOM.nextInt(20); length >= 0; length--) {
            if (RANDOM.nextInt(3) == 0) {
                text.appendCodePoint(RANDOM.nextInt(Character.MAX_CODE_POINT + 1));
            } else {
                text.append(PIECES.get(RANDOM.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        text.chars()
                .forEach(c ->
                        quoted.append(c >= 0x20 && c < 0x7f ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return quoted.toString();
    }
}
