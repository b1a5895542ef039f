package dev.linchpin.android;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.android.HostConfig.Anchors;
import dev.linchpin.android.HostConfig.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the platform's own tests ({@code XmlConfigTests} of AOSP) say of the reader, it does here: each named after its test there. */
@ParameterizedClass
@MethodSource("levels")
class AospCasesTest extends Asking {
    private static final List<Anchors> NOBODY = List.of();
    private static final List<Anchors> SYSTEM = List.of(new Anchors("system", false));
    private static final byte[] CERTIFICATES = "asked for by name only".getBytes(StandardCharsets.US_ASCII);

    @Test
    void empty_config_file() {
        HostConfig config = config(file("").targeting(26), "android.com");
        assertEquals(List.of(), config.pins());
        assertEquals(SYSTEM, config.anchors());
        assertTrue(config.cleartext());
    }

    @Test
    void empty_anchors() {
        assertEquals(
                NOBODY,
                config(file("<base-config><trust-anchors/></base-config>"), "android.com")
                        .anchors());
    }

    @Test
    void basic_domain_config() {
        NscFile file = file("""
                <base-config><trust-anchors/></base-config>
                <domain-config>
                  <domain>android.com</domain>
                  <trust-anchors><certificates src="system"/><certificates src="user"/></trust-anchors>
                </domain-config>
                """);
        assertEquals(
                List.of(new Anchors("system", false), new Anchors("user", false)),
                config(file, "android.com").anchors());
        assertEquals(NOBODY, config(file, "developer.android.com").anchors());
        assertEquals(NOBODY, config(file, "google.com").anchors());
    }

    @Test
    void basic_pinning_with_one_pin() {
        NscFile file = domain("<domain>android.com</domain>");
        assertEquals(List.of(A), pins(file, "android.com"));
        assertEquals(List.of(), pins(file, "google.com"));
    }

    @Test
    void expired_pin() {
        HostConfig config = config(pinSet("expiration='2015-01-01'", pin(A)), "example.com");
        assertEquals(List.of(A), config.pins());
        assertEquals(Instant.parse("2015-01-01T00:00:00Z"), config.expires());
        assertFalse(config.isPinned(NOW));
    }

    @Test
    void overrides_pins() {
        NscFile file = file("""
                <domain-config>
                  <domain>android.com</domain>
                  <pin-set>%s</pin-set>
                  <trust-anchors><certificates src="system" overridePins="true"/></trust-anchors>
                </domain-config>
                """.formatted(pin(A)));
        assertEquals(
                List.of(new Anchors("system", true)),
                config(file, "android.com").anchors());
    }

    @Test
    void multiple_domains() {
        NscFile file = domain("<domain>android.com</domain><domain>google.com</domain>");
        assertEquals(List.of(A), pins(file, "android.com"));
        assertEquals(List.of(A), pins(file, "google.com"));
        assertEquals(new Source("google.com", false), config(file, "google.com").source());
        assertEquals(List.of(), pins(file, "developer.android.com"));
    }

    @Test
    void multiple_domain_configs() {
        NscFile file = file("""
                <domain-config><domain>android.com</domain><pin-set>%s</pin-set></domain-config>
                <domain-config><domain>google.com</domain><pin-set>%s</pin-set></domain-config>
                """.formatted(pin(A), pin(B)));
        assertEquals(List.of(A), pins(file, "android.com"));
        assertEquals(List.of(B), pins(file, "google.com"));
    }

    @Test
    void include_subdomains() {
        NscFile file = domain("<domain includeSubdomains='true'>android.com</domain>");
        assertEquals(List.of(A), pins(file, "android.com"));
        assertEquals(List.of(A), pins(file, "developer.android.com"));
        assertEquals(List.of(), pins(file, "google.com"));
    }

    @Test
    void attributes() {
        HostConfig config =
                config(file("<base-config cleartextTrafficPermitted='false' hstsEnforced='true'/>"), "android.com");
        assertFalse(config.cleartext());
        assertTrue(config.hstsEnforced());
    }

    @Test
    void resource_certificate_source() {
        NscFile file = file("""
                <base-config><trust-anchors/></base-config>
                <domain-config>
                  <domain>android.com</domain>
                  <trust-anchors><certificates src="@raw/ca_certs_pem"/></trust-anchors>
                </domain-config>
                """).withRaw("ca_certs_pem", CERTIFICATES);
        assertEquals(
                List.of(new Anchors("@raw/ca_certs_pem", false)),
                config(file, "android.com").anchors());
        assertEquals(NOBODY, config(file, "google.com").anchors());
    }

    @Test
    void nested_domain_configs() {
        NscFile file = file("""
                <domain-config>
                  <domain includeSubdomains="true">android.com</domain>
                  <trust-anchors><certificates src="user"/></trust-anchors>
                  <domain-config><domain>developer.android.com</domain><pin-set>%s</pin-set></domain-config>
                </domain-config>
                <base-config cleartextTrafficPermitted="false"/>
                """.formatted(pin(A)));
        assertEquals(List.of(), pins(file, "android.com"));
        HostConfig child = config(file, "developer.android.com");
        assertEquals(List.of(A), child.pins());
        assertEquals(List.of(new Anchors("user", false)), child.anchors());
        assertFalse(child.cleartext());
    }

    @Test
    void nested_domain_configs_override() {
        NscFile file = file("""
                <base-config cleartextTrafficPermitted="false"/>
                <domain-config cleartextTrafficPermitted="true">
                  <domain includeSubdomains="true">android.com</domain>
                  <domain-config cleartextTrafficPermitted="false"><domain>developer.android.com</domain></domain-config>
                </domain-config>
                """);
        assertTrue(config(file, "android.com").cleartext());
        assertFalse(config(file, "developer.android.com").cleartext());
    }

    @Test
    void domain_whitespace_trimming() {
        NscFile file = file("""
                <domain-config>
                  <domain>android.com
                  </domain>
                  <domain>   developer.android.com    </domain>
                  <pin-set><pin digest="SHA-256">  %s  </pin></pin-set>
                </domain-config>
                """.formatted(A));
        assertEquals(List.of(A), pins(file, "android.com"));
        assertEquals(List.of(A), pins(file, "developer.android.com"));
    }

    @Test
    void bad_configs() {
        assertRefused(
                "Unsupported pin digest algorithm: I am probably not an algorithm",
                pinSet("", "<pin digest='I am probably not an algorithm'>" + A + "</pin>"));
        assertRefused("Unsupported pin digest algorithm: null", pinSet("", "<pin>" + A + "</pin>"));
        assertRefused("Missing pin digest", pinSet("", "<pin digest='SHA-256'/>"));
        assertRefused(
                "android.com has already been specified",
                domain("<domain>android.com</domain><domain>android.com</domain>"));
        assertRefused(
                "domain element not allowed in base-config",
                file("<base-config><domain>android.com</domain></base-config>"));
        assertRefused(
                "pin-set element not allowed in base-config",
                file("<base-config><pin-set>" + pin(A) + "</pin-set></base-config>"));
    }

    private void assertRefused(String message, NscFile file) {
        assertEquals(message + " at: Binary XML file line #1", refusal(file));
    }

    @Test
    void debug_overrides_disabled() {
        assertEquals(NOBODY, config(debugOverrides(), "android.com").anchors());
    }

    @Test
    void basic_debug_overrides() {
        assertEquals(
                List.of(new Anchors("system", true)),
                config(debugOverrides().debuggable(true), "android.com").anchors());
    }

    private static NscFile debugOverrides() {
        return file("""
                <base-config><trust-anchors/></base-config>
                <debug-overrides><trust-anchors><certificates src="system"/></trust-anchors></debug-overrides>
                """);
    }

    @Test
    void debug_overrides_with_domain() {
        NscFile file = file("""
                <domain-config>
                  <domain>android.com</domain>
                  <trust-anchors><certificates src="@raw/ca_certs_pem"/></trust-anchors>
                </domain-config>
                <debug-overrides><trust-anchors><certificates src="@raw/test_debug_ca"/></trust-anchors></debug-overrides>
                """)
                .withRaw("ca_certs_pem", CERTIFICATES)
                .withRaw("test_debug_ca", CERTIFICATES)
                .debuggable(true);
        assertEquals(
                List.of(new Anchors("@raw/test_debug_ca", true), new Anchors("@raw/ca_certs_pem", false)),
                config(file, "android.com").anchors());
    }

    @Test
    void debug_inherit() {
        NscFile file =
                file("<debug-overrides><trust-anchors><certificates src='@raw/ca'/></trust-anchors></debug-overrides>")
                        .withRaw("ca", CERTIFICATES)
                        .debuggable(true);
        assertEquals(
                List.of(new Anchors("@raw/ca", true), new Anchors("system", false)),
                config(file, "android.com").anchors());
    }

    @Test
    void extra_debug_resource() {
        NscFile debug =
                file("<debug-overrides><trust-anchors><certificates src='user'/></trust-anchors></debug-overrides>");
        NscFile file = file("").withDebugFile(debug.xml());
        assertEquals(SYSTEM, config(file, "android.com").anchors());
        assertEquals(
                List.of(new Anchors("user", true), new Anchors("system", false)),
                config(file.debuggable(true), "android.com").anchors());
    }

    @Test
    void extra_debug_resource_ignored() {
        NscFile file = file("").withDebugFile(
                        "<network-security-config><debug-overrides/><debug-overrides/></network-security-config>");
        assertEquals("accepted", refusal(file));
        assertEquals("Only one debug-overrides allowed at: Binary XML file line #1", refusal(file.debuggable(true)));
    }
}
