package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.linchpin.android.AndroidApplication;
import dev.linchpin.android.AndroidLevel;
import dev.linchpin.android.AndroidOracle;
import dev.linchpin.android.AndroidPlatform;
import dev.linchpin.android.HostConfig;
import dev.linchpin.android.NscAnswer;
import dev.linchpin.android.NscFile;
import dev.linchpin.android.NscQuestion;
import dev.linchpin.android.TrustKitAnswer;
import dev.linchpin.android.TrustKitOracle;
import dev.linchpin.android.TrustKitPolicy;
import dev.linchpin.config.NetworkSecurityConfig;
import dev.linchpin.config.TrustKitAndroid;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Android's own classes, and TrustKit's, make of the files that are written for them. {@code linchpin.android.levels} says which levels
 * are asked; where there is none, core reads the files, and the test says so on standard error.
 */
class AndroidCodeTest {
    private static final List<String> HOSTS = List.of(
            "api.example.com",
            "example.com",
            "www.example.org",
            "xn--bcher-kva.example",
            "192.0.2.7",
            "2001:db8::7",
            "certificate.example.net",
            "tree.example.com",
            "a.b.tree.example.com",
            "cdn.tree.example.com",
            "closed.example.com",
            "watched.example.com",
            "single.example.com",
            "unlisted.example");

    /** Where an app adds an authority of its own. */
    private static final String OWN_AUTHORITY =
            "<base-config><trust-anchors><certificates src=\"@raw/authority\"/></trust-anchors></base-config>";

    static Stream<AndroidLevel> levels() {
        return AndroidLevel.chosen().stream();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void android_reads_what_the_policy_says(AndroidLevel level) {
        try (AndroidOracle oracle = AndroidOracle.open(level)) {
            for (String sample : List.of("one-host", "everything")) {
                PinPolicy policy = policy(sample);
                NscAnswer answer = oracle.read(new NscQuestion(NscFile.of(emit("android-nsc", policy)), HOSTS));
                assertEquals(Optional.empty(), answer.refusal());
                for (String host : HOSTS) {
                    HostConfig config =
                            assertInstanceOf(HostConfig.class, answer.hosts().get(host), host);
                    assertEquals(onAndroid(policy, host), described(config.pins(), config.expires()), host);
                    boolean pinned = !config.pins().isEmpty();
                    assertTrue(!pinned || !config.cleartext(), host);
                }
            }
        } catch (IOException e) {
            absent(level.toString(), e);
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void android_refuses_the_whole_file_while_a_backup_is_missing(AndroidLevel level) {
        try (AndroidOracle oracle = AndroidOracle.open(level)) {
            NscAnswer answer = oracle.read(NscQuestion.of(emit("android-nsc", policy("no-backup")), "api.example.com"));
            assertTrue(answer.refusal().isPresent());
            assertTrue(answer.hosts().isEmpty());
            answer = oracle.read(NscQuestion.of(emit("trustkit-android", policy("no-backup")), "api.example.com"));
            assertTrue(answer.refusal().isPresent());
        } catch (IOException e) {
            absent(level.toString(), e);
        }
    }

    /**
     * Servers whose chain an app trusts.
     *
     * <pre>
     * root ── leaf, pinned
     *      ├─ renewed, same key        accepted
     *      ├─ other key                refused
     *      └─ other key, and the pinned leaf behind it: refused
     * </pre>
     */
    @ParameterizedTest
    @EnumSource(names = {"P256", "RSA_2048"})
    void android_judges_servers_by_the_file(KeyType type) throws Exception {
        TestCertificate root = CertificateDraft.authority("Root").key(type).selfSigned();
        TestCertificate leaf =
                CertificateDraft.leaf("api.example.com").key(type).signedBy(root);
        TestCertificate renewed =
                CertificateDraft.leaf("api.example.com").key(leaf.key()).signedBy(root);
        TestCertificate other =
                CertificateDraft.leaf("api.example.com").key(type).signedBy(root);
        PinPolicy policy = PinPolicy.builder()
                .pin("api.example.com", leaf.pin(), SamplePolicies.BACKUP)
                .build();
        String text =
                emit("android-nsc", policy).replaceFirst("(<network-security-config[^>]*>)", "$1" + OWN_AUTHORITY);
        for (AndroidLevel level : AndroidLevel.chosen()) {
            if (level.java() > Runtime.version().feature()) {
                continue; // the gauntlet plays those in a JVM of their own
            }
            try (AndroidPlatform platform = AndroidPlatform.load(level, AndroidOracle.jar(level))) {
                AndroidApplication app = (AndroidApplication) platform.read(
                        NscFile.of(text).withRaw("authority", root.pem().getBytes(StandardCharsets.US_ASCII)));
                assertDoesNotThrow(() -> check(app, leaf, root));
                assertDoesNotThrow(() -> check(app, renewed, root));
                assertThrows(CertificateException.class, () -> check(app, other, root));
                assertThrows(CertificateException.class, () -> check(app, other, leaf, root));
            } catch (IOException e) {
                absent(level.toString(), e);
            }
        }
    }

    @Test
    void trustkit_reads_what_the_policy_says() {
        try (TrustKitOracle oracle = TrustKitOracle.open(AndroidLevel.chosen().get(0))) {
            List<String> hosts = HOSTS.stream().filter(AndroidCodeTest::isKnown).toList();
            for (PinPolicy policy : List.of(policy("one-host"), known(policy("everything")))) {
                TrustKitAnswer answer =
                        oracle.read(new NscQuestion(NscFile.of(emit("trustkit-android", policy)), hosts));
                assertEquals(Optional.empty(), answer.refusal());
                assertEquals(Map.of(), answer.failures());
                for (String host : hosts) {
                    Optional<TrustKitPolicy> read = Optional.ofNullable(
                                    answer.policies().get(host))
                            .filter(one -> !one.pins().isEmpty());
                    assertEquals(
                            onTrustKit(policy, host),
                            read.map(one -> described(one.pins(), one.expires()))
                                    .orElse("unpinned"),
                            host);
                    read.ifPresent(one -> {
                        assertEquals(!host.startsWith("watched"), one.enforced(), host);
                        assertEquals(List.of(), one.reportUris(), host);
                    });
                }
            }
            TrustKitAnswer refused =
                    oracle.read(NscQuestion.of(emit("trustkit-android", policy("no-backup")), "api.example.com"));
            assertTrue(refused.refusal().isPresent());
        } catch (IOException e) {
            absent("TrustKit for Android", e);
        }
    }

    /** Also where nobody else can be asked. */
    @Test
    void core_reads_what_the_policy_says_and_nothing_without_a_backup() {
        PinPolicy one = policy("one-host");
        assertEquals(
                SamplePolicies.rules(one),
                SamplePolicies.rules(
                        TrustKitAndroid.inspect(emit("trustkit-android", one)).policy()));
        for (PinPolicy policy : List.of(one, policy("everything"))) {
            assertEquals(
                    SamplePolicies.rules(policy),
                    SamplePolicies.rules(NetworkSecurityConfig.parse(emit("android-nsc", policy))
                            .policy()));
        }
        String missing = emit("android-nsc", policy("no-backup"));
        assertThrows(RuntimeException.class, () -> NetworkSecurityConfig.parse(missing));
        String missingToo = emit("trustkit-android", policy("no-backup"));
        assertThrows(
                RuntimeException.class,
                () -> TrustKitAndroid.inspect(missingToo).policy());
    }

    private static void check(AndroidApplication app, TestCertificate... chain) throws CertificateException {
        X509Certificate[] presented =
                Stream.of(chain).map(TestCertificate::certificate).toArray(X509Certificate[]::new);
        String authType = chain[0].key().type() == KeyType.P256 ? "ECDHE_ECDSA" : "ECDHE_RSA";
        app.checkServer(presented, authType, "api.example.com");
    }

    private static PinPolicy policy(String sample) {
        return SamplePolicies.all().get(sample);
    }

    private static String emit(String target, PinPolicy policy) {
        EmittedCode code = new Emitter(Targets.named(target), SamplePolicies::describe).emit(policy);
        return code.files().get("network_security_config.xml");
    }

    /** TrustKit takes no addresses and no names below a top-level domain that it does not know. */
    private static boolean isKnown(String host) {
        return !host.endsWith(".example") && !Hostname.parse(host).isAddress();
    }

    private static PinPolicy known(PinPolicy all) {
        PinPolicy.Builder policy = PinPolicy.builder();
        all.rules().stream()
                .filter(rule -> !rule.hosts().toString().endsWith(".example"))
                .forEach(policy::rule);
        all.exemptions().forEach(hosts -> policy.exempt(hosts.toString()));
        return policy.build();
    }

    /** A pattern for one label is no host to Android. */
    private static boolean unsaid(PinPolicy policy, String host) {
        return policy.ruleFor(Hostname.parse(host))
                .filter(rule -> rule.hosts().toString().startsWith("*."))
                .isPresent();
    }

    /** What is left of the policy on Android, as the comment in the file tells. */
    private static String onAndroid(PinPolicy policy, String host) {
        return policy.ruleFor(Hostname.parse(host))
                .filter(rule -> !unsaid(policy, host))
                .map(AndroidCodeTest::described)
                .orElse("unpinned");
    }

    private static String onTrustKit(PinPolicy policy, String host) {
        return policy.ruleFor(Hostname.parse(host))
                .filter(rule -> !unsaid(policy, host))
                .filter(rule ->
                        rule.mode() == EnforcementMode.REPORT_ONLY || keys(rule).size() > 1)
                .map(AndroidCodeTest::described)
                .orElse("unpinned");
    }

    private static String described(PinRule rule) {
        Instant end = rule.expires().map(at -> at.truncatedTo(ChronoUnit.DAYS)).orElse(null);
        return described(keys(rule), end);
    }

    private static List<String> keys(PinRule rule) {
        return StreamSupport.stream(rule.pins().spliterator(), false)
                .filter(SpkiPin.class::isInstance)
                .map(pin -> pin.toString().substring("sha256/".length()))
                .toList();
    }

    private static String described(List<String> pins, @Nullable Instant end) {
        return pins.isEmpty() ? "unpinned" : new TreeSet<>(pins) + " until " + end;
    }

    private static void absent(String what, IOException reason) {
        String missing = "NOT TESTED: " + what + ": " + reason.getMessage();
        System.err.println(missing);
        abort(missing);
    }
}
