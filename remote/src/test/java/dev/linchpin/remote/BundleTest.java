package dev.linchpin.remote;

import static dev.linchpin.remote.TestBundles.AUDIENCE;
import static dev.linchpin.remote.TestBundles.EXPIRES;
import static dev.linchpin.remote.TestBundles.ISSUED;
import static dev.linchpin.remote.TestBundles.PIN_A;
import static dev.linchpin.remote.TestBundles.PIN_B;
import static dev.linchpin.remote.TestBundles.PIN_C;
import static dev.linchpin.remote.TestBundles.draft;
import static dev.linchpin.remote.TestBundles.json;
import static dev.linchpin.remote.TestBundles.policy;
import static dev.linchpin.remote.TestBundles.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pki.KeyType;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is signed: JSON that has one meaning. */
class BundleTest {
    private static final String NSC = "<network-security-config><domain-config>"
            + "<domain includeSubdomains=\"true\">example.com</domain><pin-set expiration=\"2030-01-01\">"
            + "<pin digest=\"SHA-256\">" + PIN_A.substring(7) + "</pin><pin digest=\"SHA-256\">" + PIN_B.substring(7)
            + "</pin></pin-set></domain-config></network-security-config>";

    static Stream<Bundle> bundles() {
        PinPolicy everything = PinPolicy.builder()
                .pin("**.example.com", PIN_A, PIN_B)
                .rule(PinRule.builder("pay.example.com")
                        .pins(PIN_B, PIN_C, "cert-sha256/5kJvNEMw0KjrCAu7eXY5HZdvyCS13BbA0VJG1RSP91w=")
                        .expires("2027-01-01", AfterExpiry.FAIL_CLOSED)
                        .build())
                .rule(PinRule.builder("*.example.org")
                        .pins(PIN_C)
                        .mode(EnforcementMode.REPORT_ONLY)
                        .build())
                .exempt("cdn.example.com")
                .unlistedHosts(UnlistedHosts.DENY)
                .build();
        return Stream.of(
                draft(1).policy(policy()).build(),
                draft(JsonReader.MAX_INTEGER).policy(everything).build(),
                draft(2).networkSecurityConfig(NSC).build(),
                draft(3).policy(policy())
                        .nextKeys(
                                TestSigner.threshold(1, TestSigner.of("Anna"), TestSigner.of(KeyType.ED25519, "Edda")))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void reads_what_it_writes(Bundle bundle) throws Exception {
        Bundle read = Bundle.parse(bundle.payload());
        assertEquals(bundle, read);
        assertEquals(bundle.hashCode(), read.hashCode());
        assertEquals(bundle.toString(), read.toString());
        assertEquals(bundle.policy().rules().toString(), read.policy().rules().toString());
        assertEquals(bundle.policy().exemptions(), read.policy().exemptions());
        assertEquals(bundle.policy().unlistedHosts(), read.policy().unlistedHosts());
        assertEquals(bundle.nextKeys(), read.nextKeys());
        assertEquals(bundle.networkSecurityConfig(), read.networkSecurityConfig());
        assertEquals(bundle.issuedAt(), read.issuedAt());
        assertArrayEquals(bundle.payload(), read.payload());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void what_it_writes_is_valid_by_the_schema(Bundle bundle) throws Exception {
        assertEquals(List.of(), schema().validate(new String(bundle.payload(), UTF_8), InputFormat.JSON));
    }

    @Test
    void an_android_file_in_it_is_the_policy() throws Exception {
        Bundle bundle = draft(2).networkSecurityConfig(NSC).build();
        PinRule rule =
                bundle.policy().ruleFor(Hostname.parse("api.example.com")).orElseThrow();
        assertTrue(rule.pins().contains(Pin.parse(PIN_A)));
        String trap = NSC.replace("SHA-256", "SHA-1");
        assertThrows(
                IllegalArgumentException.class,
                () -> draft(2).networkSecurityConfig(trap).build());
    }

    @Test
    void members_come_in_any_order_and_with_any_blanks() throws Exception {
        Bundle bundle = Bundle.parse(
                ("\n{ \"policy\": " + json().replaceFirst(".*\"policy\":", "").replaceFirst("}$", "")
                                + ",\t\"expires\":\"2026-12-31T00:00:00Z\",\"issuedAt\":\"2026-11-01T00:00:00Z\",\r\n"
                                + "\"audience\":\"shop-app\",\"version\":7}\n")
                        .getBytes(UTF_8));
        assertEquals(Bundle.parse(json().getBytes(UTF_8)).toString(), bundle.toString());
    }

    /** A mutation of {@link TestBundles#json}; those that a schema can see are refused by the schema as well. */
    record Fault(String what, String json, boolean schemaSeesIt) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                seen("version 0", "\"version\":7", "\"version\":0"),
                seen("negative version", "\"version\":7", "\"version\":-7"),
                seen("version of a text", "\"version\":7", "\"version\":\"7\""),
                seen("version 2^53", "\"version\":7", "\"version\":9007199254740992"),
                seen("no version", "\"version\":7,", ""),
                unseen("version 1e3, an integer to some", "\"version\":7", "\"version\":1e3"),
                unseen("version 7.0, an integer to some", "\"version\":7", "\"version\":7.0"),
                seen("version of many digits", "\"version\":7", "\"version\":12345678901234567890"),
                unseen("leading zero", "\"version\":7", "\"version\":07"),
                seen("unknown member", "\"version\":7", "\"version\":7,\"exp\":1"),
                unseen("version twice", "\"version\":7", "\"version\":7,\"version\":8"),
                unseen("version twice, once in escapes", "\"version\":7", "\"version\":7,\"\\u0076ersion\":8"),
                seen("audience empty", "shop-app", ""),
                seen("audience with a blank", "shop-app", "shop app"),
                unseen("half a surrogate pair", "shop-app", "shop\\ud800"),
                unseen("the other half", "shop-app", "shop\\udc00\\ud800"),
                seen("whole surrogate pair", "shop-app", "shop\\ud83d\\ude00"),
                seen("date for an instant", "2026-12-31T00:00:00Z", "2026-12-31"),
                seen("instant with an offset", "2026-12-31T00:00:00Z", "2026-12-31T00:00:00+00:00"),
                seen("instant with a fraction", "2026-12-31T00:00:00Z", "2026-12-31T00:00:00.0Z"),
                seen("lower-case z", "2026-12-31T00:00:00Z", "2026-12-31T00:00:00z"),
                unseen("31 November", "2026-12-31T00:00:00Z", "2026-11-31T00:00:00Z"),
                unseen("hour 24", "2026-12-31T00:00:00Z", "2026-12-31T24:00:00Z"),
                unseen("leap second", "2026-12-31T00:00:00Z", "2026-12-31T23:59:60Z"),
                unseen("expires before it is issued", "2026-12-31T00:00:00Z", "2026-10-31T00:00:00Z"),
                unseen("expires when it is issued", "2026-12-31T00:00:00Z", "2026-11-01T00:00:00Z"),
                seen("no policy", ",\"policy\":\\{.*}", "}"),
                seen("policy and Android file", "\"policy\"", "\"networkSecurityConfig\":\"<a/>\",\"policy\""),
                seen("policy of null", "\"policy\":\\{.*}", "\"policy\":null}"),
                unseen("policy that pins nothing", "\"rules\":\\[.*\\]", "\"rules\":[]"),
                seen("empty hosts", "\\[\"api.example.com\"\\]", "[]"),
                seen("empty pins", "\"pins\":\\[.*?\\]", "\"pins\":[]"),
                unseen("one pin", ",\"" + PIN_B.replace("+", "\\+") + "\"", ""),
                unseen("one pin twice", PIN_B.replace("+", "\\+"), PIN_A),
                unseen("host in capitals", "api.example.com", "API.example.com"),
                unseen("host with a dot at its end", "api.example.com", "api.example.com."),
                unseen("wildcard over a top-level domain", "api.example.com", "*.com"),
                unseen("host twice", "\"api.example.com\"", "\"api.example.com\",\"api.example.com\""),
                seen("pin of SHA-1", "sha256/x4", "sha1/x4"),
                seen("pin without padding", "Td4=", "Td4"),
                unseen("pin with unused bits that are set", "Td4=", "Td5="),
                seen("unknown mode", "\"pins\"", "\"mode\":\"off\",\"pins\""),
                seen("expiry without what comes then", "\"pins\"", "\"expires\":\"2027-01-01T00:00:00Z\",\"pins\""),
                seen("what comes then without expiry", "\"pins\"", "\"afterExpiry\":\"fail-open\",\"pins\""),
                seen("waived backup pin", "\"pins\"", "\"noBackupPin\":\"because\",\"pins\""),
                unseen(
                        "reported only, and closed after its end",
                        "\"pins\"",
                        "\"mode\":\"report-only\",\"expires\":\"2027-01-01T00:00:00Z\",\"afterExpiry\":\"fail-closed\",\"pins\""),
                unseen("exempt and pinned", "\"rules\"", "\"exemptions\":[\"api.example.com\"],\"rules\""),
                seen("unknown way with unlisted hosts", "\"rules\"", "\"unlistedHosts\":\"ask\",\"rules\""),
                seen("next keys of none", "\"policy\"", "\"nextKeys\":{\"threshold\":1,\"keys\":[]},\"policy\""),
                seen(
                        "next keys that are none",
                        "\"policy\"",
                        "\"nextKeys\":{\"threshold\":1,\"keys\":[\"AA==\"]},\"policy\""),
                unseen("byte order mark", "^", "\ufeff"),
                unseen("comment", "^", "/* */"),
                unseen("trailing comma", "}$", ",}"),
                unseen("second value", "$", "{}"),
                unseen("junk behind", "$", "x"),
                unseen("single quotes", "\"version\"", "'version'"),
                unseen("control character", "shop-app", "shop\u0001"),
                unseen("too deep", "\"version\":7", "\"version\":" + "[".repeat(5000)),
                seen("array", "^.*$", "[]"),
                unseen("nothing", "^.*$", ""));
    }

    private static Fault seen(String what, String from, String to) {
        return fault(what, from, to, true);
    }

    private static Fault unseen(String what, String from, String to) {
        return fault(what, from, to, false);
    }

    private static Fault fault(String what, String from, String to, boolean seen) {
        String changed = json().replaceFirst(from, Matcher.quoteReplacement(to));
        if (changed.equals(json())) {
            throw new AssertionError(what + " changes nothing");
        }
        return new Fault(what, changed, seen);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void rejects(Fault fault) throws Exception {
        String message = refused(
                BundleRefusal.BAD_PAYLOAD, () -> Bundle.parse(fault.json().getBytes(UTF_8)));
        assertTrue(message.startsWith("what is signed is no bundle: "), message);
        if (fault.schemaSeesIt()) {
            assertTrue(!schema().validate(fault.json(), InputFormat.JSON).isEmpty(), "valid by the schema");
        }
    }

    @Test
    void the_unchanged_one_is_accepted_by_reader_and_schema() throws Exception {
        assertEquals(7, Bundle.parse(json().getBytes(UTF_8)).version());
        assertEquals(List.of(), schema().validate(json(), InputFormat.JSON));
    }

    @Test
    void rejects_bytes_that_are_not_utf_8() {
        byte[] bytes = json().getBytes(UTF_8);
        bytes[20] = (byte) 0xc0;
        refused(BundleRefusal.BAD_PAYLOAD, () -> Bundle.parse(bytes));
        byte[] surrogate = json().replace("shop", "s???").getBytes(UTF_8);
        int at = json().indexOf("shop") + 1;
        surrogate[at] = (byte) 0xed;
        surrogate[at + 1] = (byte) 0xa0;
        surrogate[at + 2] = (byte) 0x80;
        refused(BundleRefusal.BAD_PAYLOAD, () -> Bundle.parse(surrogate));
    }

    /** The application may; whoever signs bundles may not. */
    @Test
    void no_bundle_waives_the_backup_pin() {
        PinPolicy single = PinPolicy.builder()
                .rule(PinRule.builder("api.example.com")
                        .pins(PIN_A)
                        .accept(NoBackupPin.because("test"))
                        .build())
                .build();
        assertThrows(
                IllegalArgumentException.class, () -> draft(1).policy(single).build());
    }

    @Test
    void is_not_built_of_parts_that_are_missing_double_or_out_of_range() {
        assertThrows(IllegalArgumentException.class, () -> draft(1).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> Bundle.builder().policy(policy()).build());
        assertThrows(IllegalArgumentException.class, () -> draft(0));
        assertThrows(IllegalStateException.class, () -> draft(1).version(2));
        assertThrows(IllegalArgumentException.class, () -> Bundle.builder().audience("-"));
        assertThrows(IllegalArgumentException.class, () -> Bundle.builder().expires(Instant.MAX));
        Instant fraction = ISSUED.plusMillis(1);
        Bundle bundle = Bundle.builder()
                .version(1)
                .audience(AUDIENCE)
                .issuedAt(fraction)
                .expires(EXPIRES)
                .policy(policy())
                .build();
        assertEquals(ISSUED, bundle.issuedAt());
    }

    static Schema schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Bundle.class.getResourceAsStream("bundle.schema.json"), "bundle.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), UTF_8), InputFormat.JSON);
        }
    }
}
