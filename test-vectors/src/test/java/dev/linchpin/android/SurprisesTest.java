package dev.linchpin.android;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.android.HostConfig.Source;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the platform reads otherwise than somebody who writes a file may think: the same from Android 7 to 17. */
@ParameterizedClass
@MethodSource("levels")
class SurprisesTest extends Asking {
    private static final List<String> UNPINNED = List.of();

    @Test
    void a_domain_in_another_spelling_is_the_same_domain() {
        assertEquals(
                "example.com has already been specified at: Binary XML file line #1",
                refusal(domain("<domain>example.com</domain><domain>EXAMPLE.com</domain>")));
    }

    @Test
    void domains_that_are_no_names_match_no_host() {
        for (String domain : List.of("example.com.", "*.example.com", ".example.com")) {
            NscFile file = domain("<domain includeSubdomains='true'>" + domain + "</domain>");
            for (String host : List.of("example.com", "www.example.com", "example.com.")) {
                assertEquals(UNPINNED, pins(file, host), () -> domain + ", " + host);
            }
        }
    }

    @Test
    void a_host_may_have_capitals_and_a_dot_behind() {
        HostConfig config = config(domain("<domain includeSubdomains='true'>example.com</domain>"), "WWW.Example.com.");
        assertEquals(List.of(A), config.pins());
        assertEquals(new Source("example.com", true), config.source());
    }

    @Test
    void a_host_that_begins_with_a_dot_is_no_question() {
        assertEquals(
                "IllegalArgumentException: hostname must not begin with a .",
                assertInstanceOf(
                                LookUpFailure.class,
                                ask(domain("<domain>example.com</domain>"), ".example.com")
                                        .hosts()
                                        .get(".example.com"))
                        .message());
    }

    @Test
    void a_domain_in_unicode_is_not_the_name_that_clients_ask_for() {
        NscFile file = domain("<domain>bücher.example</domain>");
        assertEquals(List.of(A), pins(file, "bücher.example"));
        assertEquals(UNPINNED, pins(file, "xn--bcher-kva.example"));
    }

    @Test
    void text_around_a_date_is_passed_over() {
        for (String date : List.of("2027-01-01garbage", "2027-01-01T12:00:00Z", " 2027-01-01 ", "2027-1-1")) {
            assertEquals(
                    Instant.parse("2027-01-01T00:00:00Z"),
                    config(expiring(date), "example.com").expires(),
                    date);
        }
    }

    @Test
    void a_year_of_two_digits_is_long_past() {
        HostConfig config = config(expiring("27-01-01"), "example.com");
        assertTrue(config.expires().atOffset(ZoneOffset.UTC).getYear() < 28, config::toString);
        assertFalse(config.isPinned(NOW));
    }

    @Test
    void no_date_at_all_is_refused() {
        for (String date : List.of("2027-13-45", "soon", "")) {
            assertEquals(
                    "Invalid expiration date in pin-set at: Binary XML file line #1", refusal(expiring(date)), date);
        }
    }

    private static NscFile expiring(String date) {
        return pinSet("expiration='" + date + "'", pin(A));
    }

    @Test
    void the_digest_may_be_in_lower_case() {
        assertEquals(List.of(A), pins(pinSet("", "<pin digest='sha-256'>" + A + "</pin>"), "example.com"));
        assertEquals(
                "Unsupported pin digest algorithm: SHA-1 at: Binary XML file line #1",
                refusal(pinSet("", "<pin digest='SHA-1'>" + A + "</pin>")));
    }

    @Test
    void base64_may_be_sloppy() {
        String unpadded = A.replace("=", "");
        String trailingBits = A.replace("YWE=", "YWF=");
        String broken = A.substring(0, 20) + "\n   " + A.substring(20);
        for (String pin : List.of(unpadded, trailingBits, broken)) {
            assertEquals(List.of(A), pins(pinSet("", pin(pin)), "example.com"), pin);
        }
    }

    @Test
    void base64_of_urls_and_prefixes_are_refused() {
        for (String pin : List.of("_" + A.substring(1), "sha256/" + A)) {
            String refusal = refusal(pinSet("", pin(pin)));
            assertTrue(refusal.startsWith("Invalid pin digest") || refusal.startsWith("digest length"), refusal);
        }
        assertEquals(
                "digest length 0 does not match expected length for SHA-256 of 32 at: Binary XML file line #1",
                refusal(pinSet("", pin("%%%%"))));
    }

    @Test
    void yes_is_no_boolean() {
        assertEquals(UNPINNED, pins(domain("<domain includeSubdomains='yes'>example.com</domain>"), "www.example.com"));
        for (String yes : List.of("1", "0x1", "true", "True", "TRUE", " true ")) {
            assertEquals(
                    List.of(A),
                    pins(domain("<domain includeSubdomains='" + yes + "'>example.com</domain>"), "www.example.com"),
                    yes);
        }
    }

    /** An attribute that says nothing has the default value, which here is to permit. */
    @Test
    void clear_text_that_is_not_permitted_by_no_is_permitted() {
        assertTrue(config(file("<base-config cleartextTrafficPermitted='no'/>"), "example.com")
                .cleartext());
        assertFalse(config(file("<base-config cleartextTrafficPermitted='false'/>"), "example.com")
                .cleartext());
    }

    @Test
    void elements_that_it_does_not_know_are_skipped() {
        assertEquals(List.of(A), pins(pinSet("", "<unknown><pin/></unknown>" + pin(A)), "example.com"));
    }

    @Test
    void text_holds_no_elements_and_no_comments() {
        assertEquals(
                "pin contains additional elements at: Binary XML file line #1", refusal(pinSet("", pin(A + "<b/>"))));
        assertEquals(
                "digest length 6 does not match expected length for SHA-256 of 32 at: Binary XML file line #1",
                refusal(pinSet("", pin(A.substring(0, 8) + "<!-- half -->" + A.substring(8)))));
        assertEquals(
                "domain contains additional elements at: Binary XML file line #1",
                refusal(domain("<domain>example<!-- which? -->.com</domain>")));
        assertEquals(List.of(A), pins(pinSet("", pin("<!-- active --> " + A + " <!-- -->")), "example.com"));
        assertEquals(List.of(A), pins(pinSet("", pin("<![CDATA[" + A + "]]>")), "example.com"));
    }

    @Test
    void a_domain_of_white_space_is_none() {
        assertEquals("Domain name missing at: Binary XML file line #1", refusal(domain("<domain> </domain>")));
    }

    @Test
    void a_child_inherits_pins_for_whatever_host() {
        NscFile file = file("""
                <domain-config>
                  <pin-set>%s</pin-set>
                  <domain-config cleartextTrafficPermitted="false"><domain>other.example</domain></domain-config>
                  <domain>example.com</domain>
                </domain-config>
                """.formatted(pin(A)));
        assertEquals(List.of(A), pins(file, "other.example"));
        assertEquals(List.of(A), pins(file, "example.com"));
    }

    @Test
    void a_child_inherits_the_expiration_with_the_pins() {
        NscFile file = file("""
                <domain-config>
                  <domain>example.com</domain>
                  <pin-set expiration="2020-01-01">%s</pin-set>
                  <domain-config cleartextTrafficPermitted="false"><domain>www.example.com</domain></domain-config>
                </domain-config>
                """.formatted(pin(A)));
        assertFalse(config(file, "www.example.com").isPinned(NOW));
    }

    @Test
    void an_empty_pin_set_frees_a_host_below_a_pinned_domain() {
        NscFile file = file("""
                <domain-config>
                  <domain includeSubdomains="true">example.com</domain>
                  <pin-set>%s</pin-set>
                  <domain-config><domain>free.example.com</domain><pin-set/></domain-config>
                </domain-config>
                """.formatted(pin(A)));
        assertEquals(UNPINNED, pins(file, "free.example.com"));
        assertEquals(List.of(A), pins(file, "other.example.com"));
    }

    @Test
    void two_pin_sets_are_refused() {
        assertEquals(
                "Multiple pin-set elements not allowed at: Binary XML file line #1",
                refusal(file("<domain-config><domain>example.com</domain><pin-set/><pin-set/></domain-config>")));
    }

    /** Attributes of ours are passed over, whose names are not the platform's: with a name of the platform's they may not be. */
    @Test
    void attributes_of_other_namespaces_are_passed_over_unless_their_names_are_known() {
        String ours = "xmlns:x='https://linchpin.dev/x'";
        assertEquals(
                UNPINNED,
                pins(
                        domain("<domain " + ours + " x:includeSubdomains='true'>example.com</domain>"),
                        "www.example.com"));
        assertTrue(config(
                        file("<base-config " + ours
                                + " cleartextTrafficPermitted='false' x:cleartextTrafficPermitted='true'/>"),
                        "example.com")
                .cleartext());
        assertFalse(config(
                        file(
                                "<base-config xmlns:tools='http://schemas.android.com/tools' cleartextTrafficPermitted='false'"
                                        + " tools:cleartextTrafficPermitted='true'/>"),
                        "example.com")
                .cleartext());
    }

    @Test
    void elements_of_other_namespaces_are_its_own() {
        assertEquals(
                List.of(A),
                pins(
                        file("<domain-config xmlns:x='https://linchpin.dev/x'><domain>example.com</domain><x:pin-set>"
                                + pin(A) + "</x:pin-set></domain-config>"),
                        "example.com"));
    }

    @Test
    void what_is_only_for_debugging_is_not_looked_at_otherwise() {
        NscFile bad =
                file("<debug-overrides><trust-anchors><certificates src='nobody'/></trust-anchors></debug-overrides>");
        assertEquals("accepted", refusal(bad));
        assertEquals(
                "Unknown certificates src. Should be one of system|user|@resourceVal at: Binary XML file line #1",
                refusal(bad.debuggable(true)).replace("system|user|wfa|", "system|user|"));
    }

    @Test
    void a_file_that_cannot_be_built_never_reaches_a_device() {
        NscFile unclosed = NscFile.of("<network-security-config>");
        NscFile missing =
                file("<base-config><trust-anchors><certificates src='@raw/nowhere'/></trust-anchors></base-config>");
        for (NscFile file : List.of(unclosed, missing)) {
            assertEquals(
                    Refusal.By.BUILD,
                    ask(file, "example.com").refusal().orElseThrow().by());
        }
    }

    @Test
    void a_file_so_deep_that_the_platform_gives_up_is_refused() {
        int depth = 20_000;
        NscFile deep = file("<domain-config>".repeat(depth) + "</domain-config>".repeat(depth));
        assertTrue(ask(deep, "example.com").refusal().isPresent());
        assertEquals(List.of(A), pins(domain("<domain>example.com</domain>"), "example.com"));
    }
}
