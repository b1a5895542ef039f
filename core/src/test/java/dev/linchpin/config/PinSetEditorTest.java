package dev.linchpin.config;

import static dev.linchpin.config.PolicyText.A;
import static dev.linchpin.config.PolicyText.B;
import static dev.linchpin.config.PolicyText.C;
import static dev.linchpin.config.PolicyText.D;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.HostPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte outside the edit is what it was. */
class PinSetEditorTest {
    private static final HostPattern HOST = HostPattern.parse("a.com");
    private static final String XML = "\ufeff<?xml version=\"1.0\"?>\n<!-- ours -->\n<network-security-config>\n"
            + "\t<domain-config>\n\t\t<domain>a.com</domain>  <!-- kept -->\n\t\t<pin-set>\n"
            + "\t\t\t<pin digest='SHA-256'>" + A + "</pin>\n"
            + "\t\t\t<pin  digest=\"SHA-256\" > " + B + " </pin> <!-- backup -->\n"
            + "\t\t</pin-set>\n\t</domain-config>\n</network-security-config>";

    private static SpkiPin pin(String hash) {
        return (SpkiPin) Pin.parse("sha256/" + hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void a_new_pin_is_written_as_its_neighbour_is(String lineBreak) {
        String xml = XML.replace("\n", lineBreak);
        PinSetEditor editor = PinSetEditor.ofNetworkSecurityConfig(xml);
        String added = "\t\t\t<pin  digest=\"SHA-256\" > " + C + " </pin>";
        assertEquals(
                xml.replace("<!-- backup -->", "<!-- backup -->" + lineBreak + added),
                editor.apply(editor.add(HOST, pin(C))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void a_removed_pin_takes_its_line_with_it(String lineBreak) {
        String line = "\t\t\t<pin digest='SHA-256'>" + C + "</pin>\n";
        String xml =
                XML.replace("\t\t\t<pin digest='", line + "\t\t\t<pin digest='").replace("\n", lineBreak);
        PinSetEditor editor = PinSetEditor.ofNetworkSecurityConfig(xml);
        assertEquals(XML.replace("\n", lineBreak), editor.apply(editor.remove(HOST, pin(C))));
    }

    @Test
    void a_comment_beside_a_removed_pin_stays() {
        PinSetEditor editor = PinSetEditor.ofNetworkSecurityConfig(
                XML.replace("\n\t\t</pin-set>", "<pin digest=\"SHA-256\">" + C + "</pin></pin-set>"));
        String edited = editor.apply(editor.remove(HOST, pin(B)));
        assertTrue(edited.contains("\t\t\t <!-- backup --><pin digest=\"SHA-256\">" + C), edited);
    }

    @Test
    void what_stands_in_one_line_stays_in_one_line() {
        String xml = "<network-security-config><domain-config><domain>a.com</domain><pin-set><pin digest=\"SHA-256\">"
                + A + "</pin><pin digest=\"SHA-256\">" + B
                + "</pin></pin-set></domain-config></network-security-config>";
        PinSetEditor editor = PinSetEditor.ofNetworkSecurityConfig(xml);
        String added = editor.apply(editor.add(HOST, pin(C)));
        assertEquals(xml.replace(B + "</pin>", B + "</pin><pin digest=\"SHA-256\">" + C + "</pin>"), added);
        PinSetEditor again = PinSetEditor.ofNetworkSecurityConfig(added);
        assertEquals(xml, again.apply(again.remove(HOST, pin(C))));
    }

    @Test
    void okhttp_patterns_keep_their_columns_and_comments() {
        String text =
                "# all\r\na.com\tsha256/" + A + "\tsha256/" + B + "  # backup\r\nb.com sha256/" + A + " sha256/" + B;
        PinSetEditor editor = PinSetEditor.ofOkHttpPins(text);
        String added = editor.apply(editor.add(HOST, pin(C)));
        assertEquals(text.replace(B + "  #", B + "\tsha256/" + C + "  #"), added);
        PinSetEditor again = PinSetEditor.ofOkHttpPins(added);
        assertEquals(text, again.apply(again.remove(HOST, pin(C))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <domain>a.com</domain><domain>b.com</domain>SET                                         | are those of b.com too
                    <domain>a.com</domain>SET<domain-config><domain>b.com</domain></domain-config>          | are those of b.com too
                    <domain>b.com</domain>SET<domain-config><domain>a.com</domain></domain-config>          | are those of b.com too
                    <domain>b.com</domain>SET                                                               | has no rule for a.com
                    <domain includeSubdomains="true">a.com</domain>SET                                      | has no rule for a.com
                    """)
    void a_rule_that_is_not_alone_is_not_edited(String config, String fault) {
        String set =
                "<pin-set><pin digest=\"SHA-256\">" + A + "</pin><pin digest=\"SHA-256\">" + B + "</pin></pin-set>";
        PinSetEditor editor = PinSetEditor.ofNetworkSecurityConfig("<network-security-config><domain-config>"
                + config.replace("SET", set) + "</domain-config></network-security-config>");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> editor.add(HOST, pin(C)));
        assertTrue(String.valueOf(e.getMessage()).contains(fault), e.getMessage());
    }

    @Test
    void refuses_what_is_there_and_what_is_not() {
        PinSetEditor editor = PinSetEditor.ofNetworkSecurityConfig(XML);
        assertThrows(IllegalArgumentException.class, () -> editor.add(HOST, pin(A)));
        assertThrows(IllegalArgumentException.class, () -> editor.remove(HOST, pin(D)));
    }

    @Test
    void edits_no_file_with_an_error_and_none_of_united_patterns() {
        assertThrows(PolicyFileException.class, () -> PinSetEditor.ofNetworkSecurityConfig(XML.replace(B, A)));
        PinSetEditor united = PinSetEditor.ofOkHttpPins(
                "a.com sha256/" + A + " sha256/" + B + "\n**.a.com sha256/" + C + " sha256/" + D);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> united.add(HOST, pin(RandomPolicies.hash(5))));
        assertTrue(String.valueOf(e.getMessage()).contains("lint --fix"), e.getMessage());
    }

    /** What stands behind a pin in its line may be about the pin, and it may not. */
    @ParameterizedTest
    @ValueSource(strings = {" <!-- a --> <!-- b -->", "<!-- a --><?b c?>", "<?b c?>"})
    void a_new_pin_stands_behind_its_neighbour_or_the_comment_on_it(String rest) {
        String xml = XML.replace(" <!-- backup -->", rest);
        PinSetEditor editor = PinSetEditor.ofNetworkSecurityConfig(xml);
        String edited = editor.apply(editor.add(HOST, pin(C)));
        assertEquals(
                3,
                NetworkSecurityConfig.parse(edited)
                        .policy()
                        .rules()
                        .get(0)
                        .pins()
                        .size());
        assertEquals(
                xml.replace("\n", ""),
                edited.replace("\t\t\t<pin  digest=\"SHA-256\" > " + C + " </pin>", "")
                        .replace("\n", ""));
    }

    @Test
    void edits_no_pins_of_certificates_and_no_exempt_hosts() {
        String certificate =
                "<network-security-config xmlns:l=\"urn:linchpin:policy:1\"><domain-config><domain>a.com</domain>"
                        + "<pin-set l:certificatePins=\"cert-sha256/" + A + " cert-sha256/" + B + "\"/></domain-config>"
                        + "<domain-config><domain includeSubdomains=\"true\">b.com</domain><pin-set/></domain-config>"
                        + "</network-security-config>";
        PinSetEditor editor = PinSetEditor.ofNetworkSecurityConfig(certificate);
        assertThrows(IllegalArgumentException.class, () -> editor.add(HOST, pin(C)));
        assertThrows(IllegalArgumentException.class, () -> editor.remove(HOST, Pin.parse("cert-sha256/" + A)));
        assertThrows(IllegalArgumentException.class, () -> editor.add(HostPattern.parse("**.b.com"), pin(C)));
    }
}
