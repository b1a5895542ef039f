package dev.linchpin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody wrote to do harm: all they can have is a refusal in one sentence. */
class HostileXmlTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String GOOD = "<network-security-config><domain-config><domain>example.com</domain><pin-set>"
            + "<pin digest=\"SHA-256\">x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=</pin>"
            + "<pin digest=\"SHA-256\">58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=</pin>"
            + "</pin-set></domain-config></network-security-config>";

    /** XXE: an external entity reads a file of the machine into the policy, or asks a server for it. */
    @Test
    void reads_no_file_and_asks_no_server_for_an_entity(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "example.com");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (String system :
                    new String[] {secret.toUri().toString(), "http://127.0.0.1:" + server.getLocalPort() + "/x"}) {
                refuse("<!DOCTYPE network-security-config [<!ENTITY h SYSTEM \"" + system + "\">]>"
                        + GOOD.replace("example.com", "&h;"));
                refuse("<!DOCTYPE network-security-config SYSTEM \"" + system + "\">" + GOOD);
                refuse("<!DOCTYPE n [<!ENTITY % p SYSTEM \"" + system + "\"> %p;]>" + GOOD);
                NetworkSecurityConfig.parse(GOOD.replace(
                        "<domain-config>",
                        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + system
                                + "\"/><domain-config>"));
                refuse("<?xml-stylesheet href=\"" + system + "\"?>" + GOOD.replace("<pin-set>", "<pin-set bad=\"1\">"));
            }
            server.setSoTimeout(200);
            assertThrows(SocketTimeoutException.class, server::accept);
        }
    }

    /** A billion laughs: ten lines that expand to gigabytes. */
    @Test
    void expands_no_entities() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE n [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        PolicyFileException refusal = refuse(laughs + "]>" + GOOD.replace("example.com", "&l11;"));
        assertEquals("malformed-xml", refusal.findings().get(0).rule());
        assertTrue(refusal.getMessage().contains("DTD"), refusal.getMessage());
    }

    @Test
    void refuses_depth_without_end() {
        refuse("<network-security-config>" + "<domain-config>".repeat(100_000));
        refuse("<network-security-config>" + "<a>".repeat(65) + "</a>".repeat(65) + "</network-security-config>");
    }

    @Test
    void refuses_more_attributes_than_anybody_needs() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            attributes.append(" a").append(i).append("=\"1\"");
        }
        refuse(GOOD.replace("<pin-set>", "<pin-set" + attributes + ">"));
    }

    @Test
    void reads_a_large_file_in_time_that_grows_with_it() {
        refuse(GOOD.replace("example.com", "a".repeat(10_000_000)));
        refuse(GOOD.replace("<pin-set>", "<!--" + "x".repeat(10_000_000) + "--><pin-set bad=\"\">"));
        refuse(GOOD.replace("<pin-set>", "<pin-set expiration=\"" + "9".repeat(5_000_000) + "\">"));
        refuse(GOOD.replace("<pin-set>", "x ".repeat(3_000_000) + "<pin-set>"));
        refuse(GOOD.replace("example.com", "<!-- -->a".repeat(300_000)));
    }

    /** A file that never ends, such as a device. */
    @Test
    void stops_reading_a_stream_that_does_not_end() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                java.util.Arrays.fill(buffer, offset, offset + length, (byte) ' ');
                return length;
            }
        };
        PolicyFileException refusal = assertTimeoutPreemptively(
                SOON, () -> assertThrows(PolicyFileException.class, () -> NetworkSecurityConfig.parse(endless)));
        assertTrue(refusal.getMessage().contains("longer than"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
    void refuses_other_encodings_by_name_or_as_no_utf_8(String encoding) throws IOException {
        byte[] bytes = GOOD.replace("example", "b\u00fccher").getBytes(encoding);
        refuse(new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0000",
                "<",
                "<network-security-config>",
                "not xml",
                "<a/><b/>",
                "\ufffe",
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><network-security-config/>",
                "<?xml version=\"1.0\" encoding=\"\"?><network-security-config/>",
                "<network-security-config>\u0001</network-security-config>",
                "<network-security-config>&#0;</network-security-config>",
                "<network-security-config>&#xD800;</network-security-config>",
                "<network-security-config>\ud800</network-security-config>",
                "<a:network-security-config/>",
                "{\"pins\": []}"
            })
    void refuses_what_is_no_document(String text) {
        refuse(text);
    }

    /** A message is printed where people read it: none of it may move the cursor, or begin a line. */
    @Test
    void escapes_what_the_file_says() {
        String nasty = "\u202eexample\u2028\u009b31m";
        for (String xml : new String[] {
            GOOD.replace("example.com", nasty),
            GOOD.replace("<pin-set>", "<pin-set expiration=\"" + nasty + "\">"),
            GOOD.replace("SHA-256", nasty),
            GOOD.replace("<domain>", "<domain includeSubdomains=\"" + nasty + "\">"),
            GOOD.replace("<pin-set>", "<trust-anchors><certificates src=\"" + nasty + "\"/></trust-anchors><pin-set>")
        }) {
            refuse(xml);
        }
    }

    @ParameterizedTest
    @EnumSource(Compatibility.class)
    void refuses_or_reads_whatever_comes(Compatibility compatibility) {
        Random random = new Random(20261127);
        int read = 0;
        for (int i = 0; i < 2000; i++) {
            String xml = i % 2 == 0 ? RandomConfigs.of(i) : scrambled(random);
            try {
                assertTimeoutPreemptively(
                        SOON,
                        () -> NetworkSecurityConfig.reader()
                                .compatibility(compatibility)
                                .parse(xml));
                read++;
            } catch (PolicyFileException refusal) {
                assertReadable(refusal);
            }
        }
        assertTrue(read > 0);
    }

    private static String scrambled(Random random) {
        StringBuilder text = new StringBuilder(GOOD);
        for (int i = random.nextInt(12); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
                case 1 -> text.deleteCharAt(at);
                default -> text.insert(at, "<&>\"'!-[]?/=\u0000\ufffe".charAt(random.nextInt(14)));
            }
        }
        return text.toString();
    }

    private static PolicyFileException refuse(String xml) {
        PolicyFileException refusal = assertTimeoutPreemptively(
                SOON, () -> assertThrows(PolicyFileException.class, () -> NetworkSecurityConfig.parse(xml)));
        assertReadable(refusal);
        refuse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        return refusal;
    }

    private static void refuse(InputStream in) {
        assertReadable(assertTimeoutPreemptively(
                SOON, () -> assertThrows(PolicyFileException.class, () -> NetworkSecurityConfig.parse(in))));
    }

    /** Each finding is a sentence of some hundred characters that can be printed anywhere. */
    private static void assertReadable(PolicyFileException refusal) {
        for (Finding finding : refusal.findings()) {
            String message = finding.message();
            assertTrue(message.length() < 1000, message);
            assertFalse(
                    message.codePoints()
                            .anyMatch(c -> Character.isISOControl(c)
                                    || Character.getType(c) == Character.FORMAT
                                    || Character.getType(c) == Character.LINE_SEPARATOR
                                    || Character.getType(c) == Character.SURROGATE),
                    message);
        }
    }
}
