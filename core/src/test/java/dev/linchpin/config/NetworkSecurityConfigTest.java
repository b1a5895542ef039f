package dev.linchpin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.danger.OverridePins;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the vectors of {@code nsc-config} do not show: places, files, resources, what is dangerous. */
class NetworkSecurityConfigTest {
    private static final String A = "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    private static final String B = "58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";
    private static final String PINS =
            "<pin-set><pin digest=\"SHA-256\">" + A + "</pin><pin digest=\"SHA-256\">" + B + "</pin></pin-set>";

    @Test
    void names_line_and_column_of_what_was_found() {
        String xml = """
                <network-security-config>
                    <domain-config>
                        <domain includeSubdomains="yes">example.com.</domain>
                        <pin-set expiration="27-01-01">
                            <pin digest="SHA-256">%s</pin>
                        </pin-set>
                    </domain-config>
                </network-security-config>
                """.formatted(A);
        List<Finding> findings = findings(xml);
        assertEquals(
                List.of("boolean-syntax 3:36", "domain-trailing-dot 3:41", "expiration-syntax 4:30"),
                findings.stream()
                        .map(finding ->
                                finding.rule() + " " + finding.position().orElseThrow())
                        .toList());
        assertEquals(
                "3:36: includeSubdomains=\"yes\" covers this domain alone on Android, expected \"true\" or \"false\""
                        + " [boolean-syntax]",
                findings.get(0).toString());
    }

    @Test
    void says_in_its_message_where_the_first_error_is_and_how_many_there_are() {
        PolicyFileException refusal = refusal(file("<domain>example.com.</domain>" + PINS, "<domain>*.b.c</domain>"));
        assertTrue(refusal.getMessage().startsWith("1:49: the domain \"example.com.\""), refusal.getMessage());
        assertTrue(refusal.getMessage().endsWith("[domain-trailing-dot] (and 1 more)"), refusal.getMessage());
    }

    /** A caret has to stand under the text itself, whatever white space and comments are around it. */
    @Test
    void points_at_the_text_without_the_white_space_around_it() {
        String xml = file("<domain>\n   example.com.  \n</domain>" + PINS);
        Position position = findings(xml).get(0).position().orElseThrow();
        assertEquals("example.com.", xml.substring(position.start(), position.end()));
        assertEquals("2:4", position.toString());
    }

    @Test
    void counts_lines_that_end_as_in_any_system() {
        String xml = "<network-security-config>\r\n\r<domain-config>\n<domain>example.com.</domain>" + PINS
                + "</domain-config></network-security-config>";
        assertEquals("4:9", findings(xml).get(0).position().orElseThrow().toString());
    }

    @Test
    void points_into_files_with_comments_sections_and_references() {
        String xml = file(
                "<!-- <domain>x</domain> > --><?p <domain> ?><domain a='>' ><![CDATA[example.com.]]></domain>" + PINS);
        List<Finding> findings = findings(xml);
        Position domain = findings.get(1).position().orElseThrow();
        assertEquals("domain-trailing-dot", findings.get(1).rule());
        assertEquals("<![CDATA[example.com.]]>", xml.substring(domain.start(), domain.end()));
        Position attribute = findings.get(0).position().orElseThrow();
        assertEquals("a='>'", xml.substring(attribute.start(), attribute.end()));
    }

    /** What has one safe answer is mended by an edit that leaves everything else as it is. */
    @Test
    void offers_fixes_that_end_the_finding() {
        String before =
                file("<domain includeSubdomains=\"True\"> example.com. </domain><pin-set expiration=\" 2030-12-31 \">"
                        + "<pin digest=\"SHA-256\">" + A.substring(0, 43) + "</pin><pin digest=\"SHA-256\">"
                        + B.substring(0, 9)
                        + "\n  " + B.substring(9) + "</pin></pin-set>");
        String after = before;
        List<Finding> findings = findings(before);
        assertEquals(5, findings.size(), findings.toString());
        for (int i = findings.size() - 1; i >= 0; i--) {
            Edit edit = findings.get(i).fix().orElseThrow();
            after = after.substring(0, edit.start()) + edit.replacement() + after.substring(edit.end());
        }
        assertEquals(
                file("<domain includeSubdomains=\"true\">example.com</domain><pin-set expiration=\"2030-12-31\">"
                        + "<pin digest=\"SHA-256\">" + A + "</pin><pin digest=\"SHA-256\">" + B + "</pin></pin-set>"),
                after);
        assertEquals(List.of(), NetworkSecurityConfig.parse(after).findings());
    }

    @Test
    void offers_no_fix_where_a_comment_would_be_lost() {
        String xml = file("<domain><!-- ours -->example.com.</domain>" + PINS);
        assertFalse(findings(xml).get(0).fix().isPresent());
    }

    @Test
    void offers_no_fix_for_what_may_mean_two_things() {
        assertFalse(findings(file("<domain includeSubdomains=\"yes\">example.com</domain>" + PINS))
                .get(0)
                .fix()
                .isPresent());
    }

    @Test
    void reads_a_file_with_a_byte_order_mark(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("nsc.xml"), '\ufeff' + file("<domain>example.com</domain>" + PINS));
        PinPolicy policy = NetworkSecurityConfig.parse(file).policy();
        assertEquals(2, rule(policy, "example.com").pins().size());
    }

    @Test
    void says_that_there_is_no_such_file(@TempDir Path folder) {
        assertThrows(NoSuchFileException.class, () -> NetworkSecurityConfig.parse(folder.resolve("none.xml")));
    }

    @Test
    void leaves_the_stream_open() throws IOException {
        boolean[] closed = new boolean[1];
        InputStream in =
                new ByteArrayInputStream(
                        file("<domain>example.com</domain>" + PINS).getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        NetworkSecurityConfig.parse(in);
        assertFalse(closed[0]);
    }

    @Test
    void warns_of_clear_text_to_a_pinned_domain() {
        List<Finding> findings = NetworkSecurityConfig.parse(
                        "<network-security-config><base-config cleartextTrafficPermitted=\"true\"/><domain-config>"
                                + "<domain>example.com</domain>" + PINS + "</domain-config></network-security-config>")
                .findings();
        assertEquals(
                List.of("cleartext-pinned"),
                findings.stream().map(Finding::rule).toList());
        assertEquals(Severity.WARNING, findings.get(0).severity());
    }

    @Test
    void warns_of_a_domain_below_a_pinned_one_that_says_nothing_about_pins() {
        NetworkSecurityConfig config = NetworkSecurityConfig.parse(file(
                "<domain includeSubdomains=\"true\">example.com</domain>" + PINS, "<domain>cdn.example.com</domain>"));
        assertEquals(
                List.of("unpinned-below-pinned"),
                config.findings().stream().map(Finding::rule).toList());
    }

    @Test
    void notes_that_trust_anchors_are_not_applied() {
        NetworkSecurityConfig config = NetworkSecurityConfig.parse(
                file("<domain>example.com</domain><trust-anchors><certificates src=\"user\"/></trust-anchors>" + PINS));
        assertEquals(
                List.of("trust-anchors"),
                config.findings().stream().map(Finding::rule).toList());
        assertEquals(
                List.of(new HostSettings.AnchorSource("user", false)),
                config.settingsFor("example.com").trustAnchors().orElseThrow());
    }

    /** The key of an authority that is above the pins is one more pin: a path that ends there holds it. */
    @Test
    void takes_authorities_above_the_pins_for_pins_if_that_is_accepted() throws IOException {
        TestCertificate authority = TestCertificate.root("company");
        String xml = file("<domain>example.com</domain><trust-anchors><certificates src=\"@raw/company\""
                + " overridePins=\"true\"/></trust-anchors>" + PINS);
        assertTrue(findings(xml).stream().anyMatch(finding -> finding.rule().equals("override-pins")));
        PinPolicy policy = NetworkSecurityConfig.reader()
                .accept(OverridePins.because("the proxy of the company reads along"))
                .resources(reference -> encoded(authority, reference))
                .parse(xml)
                .policy();
        assertTrue(rule(policy, "example.com").pins().contains(SpkiPin.of(authority.certificate())));
        assertEquals(3, rule(policy, "example.com").pins().size());
    }

    @Test
    void exempts_a_host_for_which_every_authority_is_above_the_pins() {
        PinPolicy policy = NetworkSecurityConfig.reader()
                .accept(OverridePins.because("the host is about to be given away"))
                .parse(file(
                        "<domain>example.com</domain><trust-anchors><certificates src=\"system\" overridePins=\"true\"/>"
                                + "</trust-anchors>" + PINS,
                        "<domain>example.org</domain>" + PINS))
                .policy();
        assertEquals("[example.com]", policy.exemptions().toString());
    }

    @Test
    void refuses_authorities_that_cannot_be_read() {
        String xml = file("<domain>example.com</domain><trust-anchors><certificates src=\"@raw/none\""
                + " overridePins=\"true\"/></trust-anchors>" + PINS);
        PolicyFileException refusal = assertThrows(
                PolicyFileException.class,
                () -> NetworkSecurityConfig.reader()
                        .accept(OverridePins.because("a test"))
                        .parse(xml));
        assertTrue(refusal.getMessage().contains("@raw/none"), refusal.getMessage());
    }

    /** A JVM has no store of the device's user. */
    @Test
    void adds_no_pins_for_certificates_of_the_user() {
        PinPolicy policy = NetworkSecurityConfig.reader()
                .accept(OverridePins.because("a test"))
                .parse(file(
                        "<domain>example.com</domain><trust-anchors><certificates src=\"user\" overridePins=\"true\"/>"
                                + "</trust-anchors>" + PINS))
                .policy();
        assertEquals(2, rule(policy, "example.com").pins().size());
    }

    @Test
    void refuses_a_resource_without_certificates() {
        String xml = file("<domain>example.com</domain><trust-anchors><certificates src=\"@raw/none\""
                + " overridePins=\"true\"/></trust-anchors>" + PINS);
        assertThrows(
                PolicyFileException.class,
                () -> NetworkSecurityConfig.reader()
                        .accept(OverridePins.because("a test"))
                        .resources(reference -> new byte[0])
                        .parse(xml));
    }

    @Test
    void makes_no_policy_of_overridden_pins_that_nobody_accepted() {
        NetworkSecurityConfig config = NetworkSecurityConfig.reader()
                .compatibility(Compatibility.ANDROID)
                .parse(file("<domain>example.com</domain><trust-anchors><certificates src=\"system\""
                        + " overridePins=\"true\"/></trust-anchors>" + PINS));
        assertThrows(PolicyFileException.class, config::policy);
        assertEquals(2, config.settingsFor("example.com").pins().size());
    }

    @Test
    void reads_debug_overrides_in_a_debuggable_build_alone() throws IOException {
        TestCertificate authority = TestCertificate.root("bench");
        String xml = "<network-security-config><domain-config><domain>example.com</domain>"
                + "<trust-anchors><certificates src=\"system\"/></trust-anchors>" + PINS
                + "</domain-config><debug-overrides><trust-anchors><certificates src=\"@raw/bench\"/></trust-anchors>"
                + "</debug-overrides></network-security-config>";
        assertEquals(
                2,
                rule(NetworkSecurityConfig.parse(xml).policy(), "example.com")
                        .pins()
                        .size());
        PinPolicy debug = NetworkSecurityConfig.reader()
                .debuggable(true)
                .resources(reference -> encoded(authority, reference))
                .parse(xml)
                .policy();
        assertTrue(rule(debug, "example.com").pins().contains(SpkiPin.of(authority.certificate())));
    }

    @Test
    void reads_the_debug_file_only_if_the_file_itself_says_nothing() throws IOException {
        TestCertificate authority = TestCertificate.root("bench");
        String debugFile = "<network-security-config><debug-overrides><trust-anchors><certificates src=\"@raw/bench\"/>"
                + "</trust-anchors></debug-overrides></network-security-config>";
        String anchors = "<trust-anchors><certificates src=\"system\"/></trust-anchors>";
        String xml = file("<domain>example.com</domain>" + anchors + PINS);
        NetworkSecurityConfig config = NetworkSecurityConfig.reader()
                .debuggable(true)
                .debugFile(debugFile)
                .resources(reference -> encoded(authority, reference))
                .parse(xml);
        assertEquals(3, rule(config.policy(), "example.com").pins().size());
        assertEquals(
                2,
                rule(
                                NetworkSecurityConfig.reader()
                                        .debugFile(debugFile)
                                        .parse(xml)
                                        .policy(),
                                "example.com")
                        .pins()
                        .size());
    }

    @Test
    void refuses_an_option_that_is_set_twice() {
        NetworkSecurityConfig.Reader reader = NetworkSecurityConfig.reader().apiLevel(34);
        assertThrows(IllegalStateException.class, () -> reader.apiLevel(36));
    }

    /** Lint reads on behind the error, and must not stumble over what the attribute is wrong about. */
    @Test
    void reads_on_behind_an_attribute_that_does_not_fit_its_domain() {
        Inspection file = NetworkSecurityConfig.reader()
                .inspect("<network-security-config xmlns:l=\"urn:linchpin:policy:1\"><domain-config>"
                        + "<domain l:covers=\"one-label\">a</domain>" + PINS
                        + "</domain-config></network-security-config>");
        assertEquals(
                List.of("domain-wildcard"),
                file.findings().stream()
                        .map(Finding::rule)
                        .filter(rule -> !rule.startsWith("android-"))
                        .toList());
        assertThrows(PolicyFileException.class, file::policy);
    }

    /** There is one strict reading, whoever asks for it. */
    @Test
    void inspects_what_it_parses() {
        Random random = new Random(11);
        for (int i = 0; i < 1000; i++) {
            String xml = RandomConfigs.of(random.nextLong());
            Inspection file = NetworkSecurityConfig.reader().inspect(xml);
            String parsed;
            try {
                parsed = NetworkSecurityConfig.parse(xml).policy().rules().toString();
            } catch (PolicyFileException e) {
                parsed = "refused";
            }
            String inspected;
            try {
                inspected = file.policy().rules().toString();
            } catch (PolicyFileException e) {
                inspected = "refused";
            }
            assertEquals(parsed, inspected, xml);
        }
    }

    @Test
    void keeps_what_is_no_matter_of_pins() {
        HostSettings settings = NetworkSecurityConfig.parse(
                        file("<domain>example.com</domain><certificateTransparency enabled=\"true\"/>"
                                + "<domainEncryption mode=\"disabled\"/>" + PINS))
                .settingsFor("example.com");
        assertEquals(true, settings.certificateTransparency().orElseThrow());
        assertEquals("disabled", settings.domainEncryption().orElseThrow());
        assertFalse(settings.cleartextTrafficPermitted().isPresent());
    }

    @Test
    void has_no_policy_for_a_file_that_pins_nothing_on_android() {
        NetworkSecurityConfig config = NetworkSecurityConfig.reader()
                .compatibility(Compatibility.ANDROID)
                .parse("<network-security-config/>");
        assertThrows(PolicyFileException.class, config::policy);
        assertEquals(List.of(), config.settingsFor("example.com").pins());
    }

    @Test
    void refuses_to_tell_of_a_host_that_begins_with_a_dot() {
        NetworkSecurityConfig config = NetworkSecurityConfig.parse(file("<domain>example.com</domain>" + PINS));
        assertThrows(IllegalArgumentException.class, () -> config.settingsFor(".example.com"));
    }

    private static byte[] encoded(TestCertificate authority, String reference) throws IOException {
        assertTrue(reference.startsWith("@raw/"), reference);
        try {
            return authority.certificate().getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IOException(e);
        }
    }

    private static PinRule rule(PinPolicy policy, String host) {
        return policy.ruleFor(Hostname.parse(host)).orElseThrow();
    }

    private static List<Finding> findings(String xml) {
        return refusal(xml).findings();
    }

    private static PolicyFileException refusal(String xml) {
        return assertThrows(PolicyFileException.class, () -> NetworkSecurityConfig.parse(xml));
    }

    private static String file(String... configs) {
        StringBuilder xml = new StringBuilder("<network-security-config>");
        for (String config : configs) {
            xml.append("<domain-config>").append(config).append("</domain-config>");
        }
        return xml.append("</network-security-config>").toString();
    }
}
