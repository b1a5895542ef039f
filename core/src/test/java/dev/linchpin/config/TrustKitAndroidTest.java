package dev.linchpin.config;

import static dev.linchpin.config.PolicyText.A;
import static dev.linchpin.config.PolicyText.B;
import static dev.linchpin.config.PolicyText.C;
import static dev.linchpin.config.PolicyText.D;
import static dev.linchpin.config.PolicyText.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.android.NscQuestion;
import dev.linchpin.android.TrustKitAnswer;
import dev.linchpin.android.TrustKitOracle;
import dev.linchpin.android.TrustKitPolicy;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustKitAndroidTest {
    private static final String TWO = pinSet("", A, B);
    private static final String ENFORCED = "<trustkit-config enforcePinning=\"true\"/>";

    private static String pinSet(String attributes, String... hashes) {
        StringBuilder set = new StringBuilder("<pin-set" + attributes + ">");
        for (String hash : hashes) {
            set.append("<pin digest=\"SHA-256\">").append(hash).append("</pin>");
        }
        return set.append("</pin-set>").toString();
    }

    private static Inspection inspect(String configs) {
        return TrustKitAndroid.inspect("<network-security-config>" + configs + "</network-security-config>");
    }

    private static String config(String content) {
        return "<domain-config>" + content + "</domain-config>";
    }

    private static List<String> errors(Inspection file) {
        return file.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::rule)
                .toList();
    }

    @Test
    void only_reports_unless_told_to_enforce() {
        Inspection file = inspect(config("<domain>a.com</domain>" + TWO + ENFORCED)
                + config("<domain>b.com</domain>" + TWO + "<trustkit-config/>")
                + config("<domain includeSubdomains=\"true\">c.com</domain>" + TWO));
        assertEquals(
                List.of("a.com AB ENFORCE", "b.com AB REPORT_ONLY", "**.c.com AB REPORT_ONLY"), rules(file.policy()));
    }

    @Test
    void inherits_pins_and_the_setting_of_a_config_around() {
        Inspection file = inspect(config("<domain>a.com</domain>" + TWO + ENFORCED
                + config("<domain>b.a.com</domain>" + pinSet("", C, D))
                + config("<domain>c.a.com</domain><trustkit-config disableDefaultReportUri=\"true\"/>")));
        assertEquals(List.of("a.com AB ENFORCE", "b.a.com CD ENFORCE", "c.a.com AB REPORT_ONLY"), rules(file.policy()));
    }

    /** The first is TrustKit-Android#78. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <domain>a.com</domain><domain>b.com</domain>TWO                                     | trustkit-last-domain
                    <domain>a.com</domain>TWO<trustkit-config enforcePinning="yes"/>                    | boolean-syntax
                    <domain>a.com</domain>ONE<trustkit-config enforcePinning="true"/>                   | single-pin
                    <domain>a.com</domain><pin-set/><trustkit-config enforcePinning="true"/>            | contradiction
                    <domain>A.com</domain>TWO                                                           | domain-spelling
                    <domain>a.com</domain><pin-set><pin digest="sha-256">HASH</pin></pin-set>           | unknown-digest
                    <domain includeSubdomains="true">a.com</domain>TWO<domain-config><domain>b.a.com</domain></domain-config> | trustkit-inherited-subdomains
                    <domain>a.com</domain>END<domain-config><domain>b.a.com</domain>TWO</domain-config> | trustkit-inherited-expiration
                    <domain>localhost</domain>TWO                                                       | single-label
                    <domain>a.com</domain><pin-set xmlns:l="urn:linchpin:policy:1" l:afterExpiry="fail-closed" expiration="2030-12-31"><pin digest="SHA-256">HASH</pin></pin-set> | linchpin-attribute
                    """)
    void says_where_trustkit_and_the_platform_part(String content, String rule) {
        Inspection file = inspect(config(content.replace("TWO", TWO)
                .replace("ONE", pinSet("", A))
                .replace("END", pinSet(" expiration=\"2030-12-31\"", A, B))
                .replace("HASH", A)));
        PolicyFileException e = assertThrows(PolicyFileException.class, file::policy);
        assertEquals(
                rule,
                e.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .findFirst()
                        .orElseThrow()
                        .rule());
    }

    @Test
    void what_the_platform_refuses_is_an_error_here() {
        assertEquals(
                List.of("duplicate-domain"),
                errors(inspect(config("<domain>a.com</domain>" + TWO + ENFORCED)
                        + config("<domain>a.com</domain>" + TWO + ENFORCED))));
        assertEquals(List.of("malformed-xml"), errors(TrustKitAndroid.inspect("<network-security-config>")));
    }

    /** What is read without an error, TrustKit's own parser reads just so. */
    @Test
    void trustkit_reads_what_is_read_here() throws IOException {
        List<String> hosts = List.of("example.com", "a.example.com", "x.a.example.com", "b.example.org", "c.org");
        List<NscQuestion> questions = new ArrayList<>();
        List<PinPolicy> policies = new ArrayList<>();
        for (int seed = 0; policies.size() < 400; seed++) {
            String xml = random(new Random(seed));
            Inspection file = TrustKitAndroid.inspect(xml);
            if (errors(file).isEmpty()) {
                try {
                    policies.add(file.policy());
                    questions.add(NscQuestion.of(xml, hosts.toArray(String[]::new)));
                } catch (PolicyFileException e) {
                    // TrustKit may still read it: a policy demands more.
                }
            }
        }
        try (TrustKitOracle trustKit = AndroidOracles.openTrustKit()) {
            List<TrustKitAnswer> answers = trustKit.read(questions);
            for (int i = 0; i < questions.size(); i++) {
                String xml = questions.get(i).file().xml();
                assertEquals(Optional.empty(), answers.get(i).refusal(), () -> xml);
                for (String host : hosts) {
                    assertEquals(
                            Optional.ofNullable(answers.get(i).policies().get(host))
                                    .filter(policy -> !policy.pins().isEmpty())
                                    .map(TrustKitAndroidTest::describe),
                            policies.get(i).ruleFor(Hostname.parse(host)).map(TrustKitAndroidTest::describe),
                            () -> host + " in " + xml);
                }
            }
        }
    }

    private static String random(Random random) {
        StringBuilder xml = new StringBuilder("<network-security-config>");
        for (String name : List.of("example.com", "example.org")) {
            String nested = random.nextBoolean() ? config(content(random, "a." + name)) : "";
            xml.append(config(content(random, name) + nested));
        }
        return xml.append("</network-security-config>").toString();
    }

    private static String content(Random random, String name) {
        String subdomains = List.of("", " includeSubdomains=\"true\"", " includeSubdomains=\"false\"")
                .get(random.nextInt(3));
        String set = List.of("", "<pin-set/>", pinSet("", A), TWO, pinSet(" expiration=\"2031-02-03\"", C, D))
                .get(random.nextInt(5));
        String setting = List.of("", ENFORCED, "<trustkit-config enforcePinning=\"false\"/>", "<trustkit-config/>")
                .get(random.nextInt(4));
        return "<domain" + subdomains + ">" + name + "</domain>" + set + setting;
    }

    private static String describe(TrustKitPolicy policy) {
        return new TreeSet<>(policy.pins()) + " " + policy.enforced() + " " + Optional.ofNullable(policy.expires());
    }

    private static String describe(PinRule rule) {
        Set<String> pins = new TreeSet<>();
        rule.pins().forEach(pin -> pins.add(pin.toString().substring("sha256/".length())));
        return pins + " " + (rule.mode() == EnforcementMode.ENFORCE) + " " + rule.expires();
    }
}
