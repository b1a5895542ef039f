package dev.linchpin.android;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What TrustKit-Android's own tests say of its reader, it does here; and where it reads a file otherwise than Android does. */
class TrustKitOracleTest {
    private static final String A = Asking.A;
    private static final String B = Asking.B;

    private static TrustKitOracle trustKit;

    /** On the level that is loaded anyway. */
    @BeforeAll
    static void start() {
        AndroidLevel level = AndroidLevel.chosen().get(0);
        try {
            trustKit = TrustKitOracle.open(level);
        } catch (IOException e) {
            String reason = "NOT TESTED: TrustKit-Android on " + level + ": " + e.getMessage();
            System.err.println(reason);
            abort(reason);
        }
    }

    @AfterAll
    static void end() {
        if (trustKit != null) {
            trustKit.close();
        }
    }

    private static TrustKitAnswer ask(String content, String... hosts) {
        return trustKit.read(new NscQuestion(
                NscFile.of("<network-security-config><domain-config>" + content
                        + "</domain-config></network-security-config>"),
                List.of(hosts)));
    }

    private static String pinSet(String attribute) {
        return "<pin-set " + attribute + ">" + Asking.pin(A) + Asking.pin(B) + "</pin-set>";
    }

    @Test
    void by_default_it_only_reports() {
        TrustKitPolicy policy = ask(
                        "<domain>www.example.com</domain>" + pinSet("")
                                + "<trustkit-config><report-uri>https://some.reportdomain.com/</report-uri></trustkit-config>",
                        "www.example.com")
                .policies()
                .get("www.example.com");
        assertEquals("www.example.com", policy.domain());
        assertFalse(policy.includeSubdomains());
        assertFalse(policy.enforced());
        assertEquals(List.of(A, B), policy.pins());
        assertTrue(policy.reportUris().contains("https://some.reportdomain.com/"), policy::toString);
        assertEquals(2, policy.reportUris().size(), policy::toString);
    }

    @Test
    void enforces_where_the_file_says_so() {
        TrustKitAnswer answer = ask(
                "<domain includeSubdomains='true'>example.com</domain>" + pinSet("expiration='2018-01-01'")
                        + "<trustkit-config enforcePinning='true' disableDefaultReportUri='true'/>",
                "sub.subdomain.example.com",
                "example.fr");
        TrustKitPolicy policy = answer.policies().get("sub.subdomain.example.com");
        assertTrue(policy.enforced());
        assertEquals(List.of(), policy.reportUris());
        assertEquals(Instant.parse("2018-01-01T00:00:00Z"), policy.expires());
        assertFalse(answer.policies().containsKey("example.fr"));
    }

    @Test
    void refuses_to_be_asked_about_a_url() {
        assertTrue(ask("<domain>www.example.com</domain>" + pinSet(""), "https://www.example.com")
                .failures()
                .get("https://www.example.com")
                .startsWith("IllegalArgumentException"));
    }

    /** Reported as datatheorem/TrustKit-Android#78. */
    @Test
    void of_two_domains_in_a_rule_it_pins_the_last() {
        TrustKitAnswer answer = ask(
                "<domain>one.example.com</domain><domain>two.example.com</domain>" + pinSet(""),
                "one.example.com",
                "two.example.com");
        assertEquals(List.of("two.example.com"), List.copyOf(answer.policies().keySet()));
    }

    @Test
    void refuses_a_digest_that_it_does_not_know() {
        TrustKitAnswer answer = ask("<domain>example.com</domain><pin-set><pin>" + A + "</pin></pin-set>");
        assertEquals(Refusal.By.PLATFORM, answer.refusal().orElseThrow().by());
    }
}
