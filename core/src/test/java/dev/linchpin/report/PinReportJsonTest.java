package dev.linchpin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linchpin.Linchpin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.DisguisedCertificate;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PinReportJsonTest {
    private static final Instant NOW = Instant.parse("2026-11-27T19:30:00.123456789Z");
    private static final String HOST = "api.linchpin.test";
    private static final String ACTIVE = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    private static final String BACKUP = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";
    private static final String WHOLE = "cert-sha256/UQDAUBbNOC0iLf1N0DEeeo+kkOROg+34zP5vtN+b0d0=";
    private static final MismatchReason REASON = MismatchReason.NO_PINNED_CERTIFICATE;
    private static final List<X509Certificate> CHAIN = chain();
    private static final Schema SCHEMA = schema();
    private static final PinReportJson JSON = PinReportJson.builder().build();

    /** What each kind of report looks like, whole. {@code chain.pem} has a leaf and its root. */
    static Map<String, String> reports() {
        PinReportJson app = PinReportJson.builder()
                .appBundleId("com.example.shop")
                .appVersion("4.2")
                .appPlatform("JVM")
                .appPlatformVersion("17.0.15")
                .appVendorId("blue-7")
                .build();
        PinReportJson small = PinReportJson.builder().certificates(false).build();
        return Map.of(
                "mismatch",
                app.write(report(3, 2, judged(enforced().build()))),
                "reported-mismatch",
                small.write(report(
                        1,
                        0,
                        judged(PinRule.builder("**.linchpin.test")
                                .pins(ACTIVE, WHOLE)
                                .mode(EnforcementMode.REPORT_ONLY)
                                .expires("2027-06-01", AfterExpiry.FAIL_OPEN)
                                .build()))),
                "expired",
                small.write(report(
                        1,
                        0,
                        judged(PinRule.builder("*.linchpin.test")
                                .pins(ACTIVE, BACKUP)
                                .expires("2026-01-01T12:00:00Z", AfterExpiry.FAIL_CLOSED)
                                .build()))),
                "unlisted",
                small.write(
                        report(1, 0, new PinVerdict.Unlisted(Hostname.parse("tracker.example"), UnlistedHosts.DENY))));
    }

    static List<String> names() {
        return reports().keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void looks_like_this(String name) throws IOException {
        Path file = Path.of("src/test/resources/dev/linchpin/report", name + ".json");
        String pretty = read(reports().get(name)).toPrettyString() + "\n";
        if (Boolean.getBoolean("reports.accept")) {
            Files.writeString(file, pretty);
        }
        assertEquals(Files.readString(file), pretty);
    }

    @Test
    void the_documentation_shows_one_of_them() throws IOException {
        String example = Files.readString(Path.of("src/test/resources/dev/linchpin/report/reported-mismatch.json"));
        assertTrue(Files.readString(Path.of("../docs/reports.md")).contains("```json\n" + example + "```"));
    }

    static Stream<PinVerdict> verdicts_of_every_kind() {
        PinRule rule = enforced().build();
        Hostname host = Hostname.parse(HOST);
        return Stream.concat(
                Stream.of(MismatchReason.values())
                        .flatMap(reason -> Stream.of(
                                new PinVerdict.Mismatch(host, rule, reason, Optional.empty(), Optional.of("CN=A")),
                                new PinVerdict.ReportedMismatch(
                                        host, rule, reason, Optional.empty(), Optional.empty()))),
                Stream.of(
                        judged(enforced().build()),
                        new PinVerdict.Expired(
                                host,
                                enforced()
                                        .expires("2020-01-01", AfterExpiry.FAIL_OPEN)
                                        .build()),
                        new PinVerdict.Unlisted(host, UnlistedHosts.REPORT),
                        new PinVerdict.Matched(host, rule, Pin.parse(ACTIVE)),
                        new PinVerdict.Exempt(host, HostPattern.parse(HOST))));
    }

    @ParameterizedTest
    @MethodSource("verdicts_of_every_kind")
    void has_the_shape_of_its_schema(PinVerdict verdict) {
        String json = JSON.write(report(1, 0, verdict));
        assertEquals(List.of(), SCHEMA.validate(json, InputFormat.JSON));
    }

    /** Else the test above says nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"port\":0>\"port\":443",
                "\"reason\":\"no-pinned-certificate\",>",
                "pin-sha256=>pin-sha1=",
                ":00Z\",\"hostname\">:00.123Z\",\"hostname\"",
                "\"format\":1>\"format\":2",
                "\"dropped\":0>\"dropped\":-1",
                "\"noted-hostname\":>\"noted\":",
                "-----BEGIN CERTIFICATE-----\\n>",
            })
    void the_schema_refuses_another_shape(String change) {
        String json = JSON.write(report(1, 0, judged(enforced().build())));
        String[] fromTo = change.split(">", -1);
        assertTrue(json.contains(fromTo[0]), json);
        assertFalse(SCHEMA.validate(json.replace(fromTo[0], fromTo[1]), InputFormat.JSON)
                .isEmpty());
    }

    /** The numbers of TrustKit: 1 no pin, 2 chain not trusted, 3 nothing to judge, 5 no hash of a key. */
    @ParameterizedTest
    @EnumSource
    void has_the_result_that_trustkit_would_have(MismatchReason reason) {
        int result = read(JSON.write(report(1, 0, mismatch(enforced().build(), reason))))
                .path("validation-result")
                .asInt();
        int expected = switch (reason) {
            case NO_PINNED_CERTIFICATE, PINNED_BEYOND_TRUST -> 1;
            case NO_VALID_PATH, ISSUER_NOT_SENT, NO_TRUST_ANCHORS, SEARCH_BUDGET_EXCEEDED -> 2;
            case NO_CERTIFICATE -> 3;
            case UNREADABLE_CERTIFICATE -> 5;
        };
        assertEquals(expected, result);
    }

    @Test
    void holds_both_chains_so_that_they_can_be_read_again() throws Exception {
        JsonNode json = read(JSON.write(report(1, 0, judged(enforced().build()))));
        assertEquals(CHAIN, certificates(json.path("served-certificate-chain")));
        assertEquals(CHAIN, certificates(json.path("validated-certificate-chain")));
    }

    /** A peer may present what it likes, and a report goes into memory, onto a disk and over a network. */
    @Test
    void leaves_out_what_is_too_much() {
        TestCertificate heavy =
                CertificateDraft.leaf(HOST).ballast(10_000).signedBy(TestCertificate.root("Heavy Root"));
        List<X509Certificate> presented = Collections.nCopies(300, heavy.certificate());
        String json = JSON.write(new PinReport(NOW, 1, mismatch(enforced().build(), REASON), presented));
        assertEquals(3, read(json).path("served-certificate-chain").size(), "of 10,000 bytes and more, within 32 KiB");
        assertEquals(
                297, read(json).path("linchpin").path("certificates-left-out").asInt());
        assertTrue(json.length() < 50_000, json.length() + " characters");
    }

    @Test
    void leaves_out_what_has_no_encoding() {
        List<X509Certificate> presented = List.of(CHAIN.get(0), new DisguisedCertificate(CHAIN.get(1)) {
            @Override
            public byte[] getEncoded() throws CertificateEncodingException {
                throw new CertificateEncodingException("none");
            }
        });
        JsonNode json =
                read(JSON.write(new PinReport(NOW, 1, mismatch(enforced().build(), REASON), presented)));
        assertEquals(1, json.path("served-certificate-chain").size());
        assertEquals(1, json.path("linchpin").path("certificates-left-out").asInt());
    }

    /** Peers choose the names in certificates, and devices what they are called. */
    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a\nb\r\t\0", "</script><script>", "漢字 é 👩", "\u2028\u202e", "\ud800", ""})
    void says_any_text_in_ascii_on_one_line(String text) {
        PinRule rule = enforced().build();
        String json = PinReportJson.builder()
                .appVersion(text)
                .build()
                .write(report(
                        1,
                        0,
                        new PinVerdict.Mismatch(
                                Hostname.parse(HOST),
                                rule,
                                MismatchReason.ISSUER_NOT_SENT,
                                Optional.empty(),
                                Optional.of(text))));
        assertTrue(json.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '<'), json);
        assertEquals(text, read(json).path("app-version").asString());
        assertEquals(text, read(json).path("linchpin").path("missing-issuer").asString());
    }

    @Test
    void writes_no_year_that_others_cannot_read() {
        PinRule endless = enforced().expires(Instant.MAX, AfterExpiry.FAIL_OPEN).build();
        JsonNode json = read(JSON.write(new PinReport(Instant.MIN, 1, mismatch(endless, REASON), List.of())));
        assertEquals("0000-01-01T00:00:00Z", json.path("date-time").asString());
        assertEquals(
                "9999-12-31T23:59:59Z", json.path("effective-expiration-date").asString());
        assertEquals("9999-12-31", json.path("known-pins-expiration-date").asString());
    }

    @Test
    void refuses_an_option_that_is_set_twice() {
        PinReportJson.Builder builder = PinReportJson.builder().appVersion("1").certificates(true);
        assertEquals(
                "app-version is set twice for reports, expected once",
                assertThrows(IllegalStateException.class, () -> builder.appVersion("2"))
                        .getMessage());
        assertEquals(
                "certificates is set twice for reports, expected once",
                assertThrows(IllegalStateException.class, () -> builder.certificates(true))
                        .getMessage());
    }

    private static PinRule.Builder enforced() {
        return PinRule.builder(HOST).pins(ACTIVE, BACKUP);
    }

    /** As a peer is judged that presents {@link #CHAIN}. */
    private static PinVerdict judged(PinRule rule) {
        return Linchpin.builder()
                .policy(PinPolicy.builder().rule(rule).build())
                .trustedCertificates(List.of(CHAIN.get(1)))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build()
                .verdict(HOST, CHAIN);
    }

    private static PinVerdict mismatch(PinRule rule, MismatchReason reason) {
        return new PinVerdict.Mismatch(Hostname.parse(HOST), rule, reason, Optional.empty(), Optional.empty());
    }

    private static PinReport report(long generation, long dropped, PinVerdict verdict) {
        return new PinReport(NOW, generation, verdict, CHAIN, dropped);
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private static List<X509Certificate> certificates(JsonNode pems) throws Exception {
        List<X509Certificate> certificates = new ArrayList<>();
        for (JsonNode pem : pems) {
            byte[] text = pem.asString().getBytes(StandardCharsets.US_ASCII);
            certificates.add((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(text)));
        }
        return certificates;
    }

    private static List<X509Certificate> chain() {
        try (InputStream pem = PinReportJsonTest.class.getResourceAsStream("chain.pem")) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException("chain.pem cannot be read", e);
        }
    }

    private static Schema schema() {
        try {
            String json = Files.readString(Path.of("../test-vectors/schemas/v1/pin-report.schema.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(json, InputFormat.JSON);
        } catch (IOException e) {
            throw new IllegalStateException("there is no schema", e);
        }
    }
}
