package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bundles of two certificates as people paste them. A pin that is missing unnoticed locks clients out on the day when the backup is
 * needed, so the answer is both pins, or one sentence.
 */
class PastedPemTest {
    private static final TestCertificate ONE = TestCertificate.root("One");
    private static final TestCertificate TWO = TestCertificate.root("Two");
    private static final String A = ONE.pem();
    private static final String B = TWO.pem();

    private static String lines(String pem, String prefix) {
        return pem.lines().map(line -> prefix + line + "\n").collect(Collectors.joining());
    }

    private static String onOneLine(String pem) {
        return pem.replace("\n", " ").strip() + "\n";
    }

    static Stream<Arguments> pasted() {
        return Stream.of(
                Arguments.of("as it should be", A + B),
                Arguments.of("byte order mark", "\ufeff" + A + B),
                Arguments.of("byte order mark in the middle", A + "\ufeff" + B),
                Arguments.of("no line feed between", A.strip() + B),
                Arguments.of("CR only", (A + B).replace("\n", "\r")),
                Arguments.of("indented", lines(A + B, "    ")),
                Arguments.of("second indented", A + lines(B, "  ")),
                Arguments.of("labelled", "leaf: " + A + "issuer: " + B),
                Arguments.of("second labelled", A + "issuer: " + B),
                Arguments.of("second on one line", A + onOneLine(B)),
                Arguments.of("both on one line", onOneLine(A) + onOneLine(B)),
                Arguments.of("two spaces", A + B.replace("BEGIN ", "BEGIN  ").replace("END ", "END  ")),
                Arguments.of("YAML", "certs:\n  - |\n" + lines(A, "    ") + "  - |\n" + lines(B, "    ")),
                Arguments.of("JSON", "{\"certs\": \"" + (A + B).replace("\n", "\\n") + "\"}"),
                Arguments.of(
                        "JSON in JSON", "\"" + (A + B).replace("\n", "\\\\n").replace("/", "\\\\/") + "\""),
                Arguments.of(
                        "JSON of .NET", "\"" + (A + B).replace("+", "\\u002B").replace("\n", "\\r\\n") + "\""),
                Arguments.of("string of a program", lines((A + B), "    \"").replace("\n", "\\n\" +\n")),
                Arguments.of("e-mail", lines(A + B, "> ")),
                Arguments.of("comment", lines(A + B, "# ")),
                Arguments.of("diff", lines(A + B, "+")),
                Arguments.of(
                        "clear-signed",
                        (A + B).replace("-----BEGIN", "- -----BEGIN").replace("-----END", "- -----END")),
                Arguments.of(
                        "header of nginx",
                        (A + B).replace("+", "%2B").replace(" ", "%20").replace("\n", "%0A")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pasted")
    void reads_both(String how, String text) {
        assertEquals(List.of(ONE.pin(), TWO.pin()), pins(pin(text.getBytes(StandardCharsets.UTF_8))), how);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void reads_utf_16(String charset) throws Exception {
        assertEquals(List.of(ONE.pin(), TWO.pin()), pins(pin((A + B).getBytes(charset))));
    }

    @Test
    void reads_base64_without_markers() {
        assertEquals(List.of(ONE.pin()), pins(pin(Base64.getMimeEncoder().encode(ONE.der()))));
        assertEquals(
                List.of(ONE.pin(), TWO.pin()),
                pins(pin(Base64.getEncoder().encode((A + B).getBytes(StandardCharsets.US_ASCII)))));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(A + B.replace("-----BEGIN", "----BEGIN"), "it holds \"----BEGIN CERTIFICATE-----\""),
                Arguments.of(A + B.replace("-----BEGIN", "—–BEGIN"), "it holds \""),
                Arguments.of(A + B.replace("BEGIN", "begin"), "it holds \"-----begin CERTIFICATE-----\""),
                Arguments.of(A + B.replaceFirst("-----END.*", ""), "PEM block 2 is truncated or not base64"),
                Arguments.of(A.replaceFirst("-----END.*", "") + B, "PEM block 1 is truncated or not base64"),
                Arguments.of(A + B.replaceFirst("-----BEGIN.*", ""), "it holds base64 outside of PEM blocks"),
                Arguments.of(A + B.replaceAll("-----.*", ""), "it holds base64 outside of PEM blocks"),
                Arguments.of(A + B.replaceFirst("END CERTIFICATE", "END X"), "PEM block 2 begins as CERTIFICATE and"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void rejects_a_bundle_with_a_broken_block(String text, String reason) {
        Transcript run = pin(text.getBytes(StandardCharsets.UTF_8));
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("linchpin: standard input: " + reason), run.err());
        assertEquals(2, run.exitCode());
    }

    /** A certificate whose subject holds the PEM block of another is that certificate, and not the other. */
    @Test
    void rejects_a_pem_block_inside_of_der() {
        TestCertificate hostile = dev.linchpin.pki.CertificateDraft.leaf("a")
                .subject("CN=\"" + B.replace("\n", " ").replace("+", "\\+") + "\"")
                .selfSigned();
        assertEquals(List.of(hostile.pin()), pins(pin(hostile.der())));
    }

    /** Up to three characters are lost, doubled or changed anywhere: every block is there, or the whole bundle is refused. */
    @Test
    void loses_no_block_to_damage() {
        Random random = new Random(20261126);
        for (int round = 0; round < 3000; round++) {
            StringBuilder text =
                    new StringBuilder((A + B).length() + 8).append(A).append(B);
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                int markers = text.indexOf("-----END") + 20;
                int at = random.nextBoolean()
                        ? random.nextInt(text.length())
                        : Math.min(text.length() - 1, Math.max(0, markers + random.nextInt(40) - 20));
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, text.charAt(at));
                    default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                }
            }
            Transcript run = pin(text.toString().getBytes(StandardCharsets.US_ASCII));
            if (run.exitCode() == 0) {
                assertEquals(2, run.lines().size(), text + "\n" + run.out());
            } else {
                assertEquals(2, run.exitCode(), run.err());
                assertEquals(1, run.err().lines().count(), run.err());
                assertEquals("", run.out());
            }
        }
    }

    private static Transcript pin(byte[] content) {
        return Transcript.withInput(content, "pin", "-");
    }

    private static List<String> pins(Transcript run) {
        assertEquals(0, run.exitCode(), run.err());
        return run.lines().stream().map(line -> line.split(" ", 2)[0]).toList();
    }
}
