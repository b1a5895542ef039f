package dev.linchpin.config;

import static dev.linchpin.config.PolicyText.A;
import static dev.linchpin.config.PolicyText.B;
import static dev.linchpin.config.PolicyText.C;
import static dev.linchpin.config.PolicyText.places;
import static dev.linchpin.config.PolicyText.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSString;
import com.dd.plist.XMLPropertyListParser;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TrustKit for iOS and App Transport Security: the two formats that are property lists. */
class PropertyListsTest {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
            + "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n";

    private static Inspection trustKit(String domains) {
        return TrustKitPlist.inspect(
                HEAD + "<dict><key>TSKPinnedDomains</key>\n<dict>" + pins(domains) + "</dict></dict></plist>");
    }

    private static Inspection pinnedDomains(String domains) {
        return PinnedDomains.inspect(HEAD
                + "<dict><key>NSAppTransportSecurity</key><dict><key>NSPinnedDomains</key>\n<dict>" + pins(domains)
                + "</dict></dict></dict></plist>");
    }

    /** {@code [AB]} is an array of strings, {@code {AB}} one of identities. */
    private static String pins(String text) {
        return text.replace("[AB]", "<array><string>" + A + "</string><string>" + B + "</string></array>")
                .replace("[A]", "<array><string>" + A + "</string></array>")
                .replace("{AB}", "<array>" + identity(A) + identity(B) + "</array>")
                .replace("{C}", "<array>" + identity(C) + "</array>");
    }

    private static String identity(String hash) {
        return "<dict><key>SPKI-SHA256-BASE64</key><string>" + hash + "</string></dict>";
    }

    private static List<String> errors(Inspection file) {
        return file.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.position().orElseThrow().line() + " " + finding.rule())
                .toList();
    }

    @Test
    void reads_a_configuration_of_trustkit() {
        Inspection file = trustKit("<key>good.com</key><dict><key>TSKPublicKeyHashes</key>[AB]"
                + "<key>TSKIncludeSubdomains</key><true/><key>TSKExpirationDate</key><string>2030-12-31</string></dict>"
                + "<key>free.good.com</key><dict><key>kSKExcludeSubdomainFromParentPolicy</key><true/></dict>"
                + "<key>seen.org</key><dict><key>TSKEnforcePinning</key><false/><key>TSKPublicKeyHashes</key>[A]"
                + "<key>TSKDisableDefaultReportUri</key><true/></dict>");
        PinPolicy policy = file.policy();
        assertEquals(
                List.of("**.good.com AB ENFORCE until 2030-12-31T00:00:00Z", "seen.org A REPORT_ONLY"), rules(policy));
        assertEquals(List.of(HostPattern.parse("free.good.com")), policy.exemptions());
        assertEquals(List.of("5:7 report-uri"), places(file.findings()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <key>TSKPublicKeyHashes</key>[AB]<key>TSKIncludeSubdomains</key><string>YES</string> | plist-type
                    <key>TSKPublicKeyHashes</key>[AB]<key>TSKEnforcePinning</key><integer>1</integer>    | plist-type
                    <key>TSKPublicKeyHashes</key>[AB]<key>TSKExpirationDate</key><string>31.12.2030</string> | expiration-syntax
                    <key>TSKPublicKeyHashes</key>[AB]<key>TSKExpirationDate</key><string>2030-12-31T00:00:00Z</string> | expiration-syntax
                    <key>TSKPublicKeyHashes</key>[AB]<key>TSKExpirationDate</key><date>2030-12-31T00:00:00Z</date> | plist-type
                    <key>TSKPublicKeyHashes</key>[AB]<key>TSKPublicKeyHashes</key>[AB]                   | duplicate-key
                    <key>kTSKPublicKeyHashes</key>[AB]                                                   | no-pins,unknown-key
                    <key>TSKIncludeSubdomains</key><true/>                                               | no-pins
                    <key>kSKExcludeSubdomainFromParentPolicy</key><true/>                                | no-parent
                    <key>TSKPublicKeyHashes</key><string>x</string>                                      | no-pins,plist-type
                    <key>TSKPublicKeyHashes</key>                                                        | malformed-plist,no-pins
                    """)
    void says_what_trustkit_takes_in_another_way_than_it_looks(String settings, String rules) {
        Inspection file = trustKit("<key>a.com</key><dict>" + settings + "</dict>");
        Set<String> expected = new TreeSet<>(List.of(rules.split(",")));
        Set<String> found = new TreeSet<>();
        errors(file).forEach(error -> found.add(error.substring(error.indexOf(' ') + 1)));
        assertEquals(expected, found);
        assertThrows(PolicyFileException.class, file::policy);
    }

    @ParameterizedTest
    @CsvSource({
        "WWW.good.com, domain-spelling",
        "good.com., domain-trailing-dot",
        "192.0.2.1, address",
        "localhost, single-label",
    })
    void names_that_match_nothing_are_errors(String host, String rule) {
        assertEquals(
                List.of("5 " + rule),
                errors(trustKit("<key>" + host + "</key><dict><key>TSKPublicKeyHashes</key>[AB]</dict>")));
        assertEquals(
                List.of("5 " + rule),
                errors(pinnedDomains("<key>" + host + "</key><dict><key>NSPinnedCAIdentities</key>{AB}</dict>")));
    }

    @Test
    void reads_the_one_label_that_ios_means_by_subdomains() {
        Inspection file = pinnedDomains("<key>good.com</key><dict><key>NSIncludesSubdomains</key><true/>"
                + "<key>NSPinnedLeafIdentities</key>{AB}</dict>");
        assertEquals(List.of("good.com AB ENFORCE", "*.good.com AB ENFORCE"), rules(file.policy()));
        assertEquals(List.of("5:70 identities"), places(file.findings()));
    }

    /**
     * <pre>
     * iOS:             authority ∈ { A B }  and  leaf ∈ { C }
     * as one rule:     any ∈ { A B C }, and every certificate of authority A would do
     * </pre>
     */
    @Test
    void refuses_to_read_both_lists_of_identities_as_one() {
        Inspection file = pinnedDomains("<key>good.com</key><dict><key>NSPinnedCAIdentities</key>{AB}"
                + "<key>NSPinnedLeafIdentities</key>{C}</dict>");
        assertEquals(List.of("5 both-identities"), errors(file));
        assertThrows(PolicyFileException.class, file::policy);
    }

    @Test
    void a_domain_without_identities_is_an_error() {
        assertEquals(List.of("5 no-pins"), errors(pinnedDomains("<key>good.com</key><dict></dict>")));
        assertEquals(
                List.of("5 no-pins"),
                errors(pinnedDomains(
                        "<key>good.com</key><dict><key>NSPinnedCAIdentities</key><array></array></dict>")));
    }

    @Test
    void an_info_plist_without_pins_is_an_error() {
        String info = HEAD + "<dict><key>CFBundleName</key><string>App</string></dict></plist>";
        assertEquals(List.of("1 no-configuration"), errors(TrustKitPlist.inspect(info)));
        assertEquals(List.of("1 no-configuration"), errors(PinnedDomains.inspect(info)));
    }

    /** Nothing is fetched, nothing is expanded, and the place is right though the document type is blanked out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bplist00\u0000",
                "{ TSKPinnedDomains = {}; }",
                "<plist/>",
                "<plist><array/></plist>",
                "<!DOCTYPE plist SYSTEM \"file:///etc/passwd\"><plist><dict/></plist>",
                "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                        + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\" [<!ENTITY a \"b\">]><plist><dict/></plist>",
                "<plist><dict><key>TSKPinnedDomains</key></dict></plist>",
                "<plist><dict><true/></dict></plist>",
                "<plist><dict><key>a<b/></key><true/></dict></plist>",
            })
    void hostile_lists_are_errors(String text) {
        assertThrows(PolicyFileException.class, TrustKitPlist.inspect(text)::policy);
        assertThrows(PolicyFileException.class, PinnedDomains.inspect(text)::policy);
        assertTrue(TrustKitPlist.inspect(text).findings().stream()
                .allMatch(finding -> finding.position().isPresent()));
    }

    /** A library that is not ours reads the same lists of what was written. */
    @Test
    void other_readers_of_property_lists_read_what_is_written() throws Exception {
        PinPolicy policy = PinPolicy.builder()
                .pin("**.good.com", "sha256/" + A, "sha256/" + B)
                .exempt("free.good.com")
                .build();
        NSDictionary trustKit = dictionary(TrustKitPlist.write(policy), "TSKConfiguration", "TSKPinnedDomains");
        NSDictionary domain = (NSDictionary) trustKit.get("good.com");
        assertEquals(
                Set.of(A, B),
                Set.of(
                        ((NSArray) domain.get("TSKPublicKeyHashes")).getArray()[0].toJavaObject(),
                        ((NSArray) domain.get("TSKPublicKeyHashes")).getArray()[1].toJavaObject()));
        assertEquals(true, domain.get("TSKIncludeSubdomains").toJavaObject());
        assertEquals(
                true,
                ((NSDictionary) trustKit.get("free.good.com"))
                        .get("kSKExcludeSubdomainFromParentPolicy")
                        .toJavaObject());

        NSDictionary pinned = dictionary(
                PinnedDomains.write(policy, PinnedDomains.Identities.CA), "NSAppTransportSecurity", "NSPinnedDomains");
        NSArray identities = (NSArray) ((NSDictionary) pinned.get("good.com")).get("NSPinnedCAIdentities");
        assertEquals(new NSString(A), ((NSDictionary) identities.getArray()[0]).get("SPKI-SHA256-BASE64"));
    }

    private static NSDictionary dictionary(WrittenPolicy written, String outer, String inner) throws Exception {
        NSDictionary root =
                (NSDictionary) XMLPropertyListParser.parse(written.text().getBytes(StandardCharsets.UTF_8));
        return (NSDictionary) ((NSDictionary) root.get(outer)).get(inner);
    }
}
