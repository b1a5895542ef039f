package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.linchpin.chain.Accepting;
import dev.linchpin.chain.PathOutcome;
import dev.linchpin.chain.ValidatedPath;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.report.PinReport;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A peer that writes our log: whatever it puts into its certificate, no public {@code toString()} passes on.
 *
 * <pre>
 *   subject: CN=x␊2026-11-21 INFO all is well␛[2J          a line of its own, a cleared screen
 *            U+202E tset.nipchnil.ipa                            turned around
 *            tags, fillers, private use, unassigned              hidden
 * </pre>
 */
class PeerTextTest {
    private static final String HOST = "api.linchpin.test";

    /** LF, CR, ESC, C1's CSI, LS, RLO, LRI, ZWSP, BOM; a private letter, an unassigned one, fillers, a tag, plane 15. */
    private static final String HOSTILE = "\n\r\u001b\u009b\u2028\u202e\u2066\u200b\ufeff\ue000\u0378\u3164\u00a0\ufe0f"
            + new StringBuilder().appendCodePoint(0xe0041).appendCodePoint(0xf0000);

    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate EVIL =
            CertificateDraft.leaf(HOST).subject("CN=a" + HOSTILE + "z").signedBy(ROOT);
    private static final List<X509Certificate> PRESENTED = List.of(EVIL.certificate());

    /** One of each public class that holds what a peer has chosen. */
    private static final Map<Class<?>, Object> SAMPLES = Stream.of(
                    path(),
                    search(TestPolicies.SPARE),
                    search(ROOT.pin()),
                    new PathOutcome.Unattested(path()),
                    verdict(EnforcementMode.ENFORCE),
                    verdict(EnforcementMode.REPORT_ONLY),
                    new PinReport(Instant.EPOCH, 1, verdict(EnforcementMode.ENFORCE), PRESENTED),
                    new PinMismatchException(verdict(EnforcementMode.ENFORCE)))
            .collect(Collectors.toMap(Object::getClass, sample -> sample));

    /** Text that is ours breaks lines in one place, the message of a refusal. */
    @TestFactory
    Stream<DynamicTest> escapes_what_the_peer_has_chosen() {
        return SAMPLES.values().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getClass().getSimpleName(), () -> {
                    String text = sample.toString();
                    assertTrue(text.contains("CN=a\\u000a\\u000d\\u001b\\u009b\\u2028\\u202e"), text);
                    assertTrue(text.contains("\\udb40\\udc41\\udb80\\udc00z"), text);
                    assertEquals(
                            List.of(),
                            HOSTILE.codePoints()
                                    .filter(c -> c != '\n' && text.indexOf(c) >= 0)
                                    .mapToObj(Integer::toHexString)
                                    .toList());
                    assertEquals(sample instanceof PinMismatchException, text.indexOf('\n') >= 0, text);
                }));
    }

    /** The issuer whom the peer did not send is a name that the peer has chosen, too. */
    @Test
    void escapes_the_issuer_that_was_not_sent() {
        TestCertificate stranger = CertificateDraft.authority("Stranger")
                .subject("CN=a" + HOSTILE + "z")
                .selfSigned();
        PathOutcome outcome = search(TestPolicies.SPARE, stranger.leaf(HOST));
        assertInstanceOf(PathOutcome.NoPath.class, outcome);
        assertTrue(outcome.toString().contains("CN=a\\u000a\\u000d\\u001b\\u009b\\u2028\\u202e"), outcome.toString());
    }

    /** A new public class that shows certificates, or what holds them, has to come here. */
    @Test
    void every_public_class_that_can_show_a_certificate_is_among_the_samples() {
        List<JavaClass> all = new ClassFileImporter()
                .importUrl(Linchpin.class.getProtectionDomain().getCodeSource().getLocation()).stream()
                        .filter(type -> !type.getPackageName().equals("dev.linchpin.internal"))
                        .toList();
        Set<String> holders = new TreeSet<>(Set.of(X509Certificate.class.getName()));
        boolean grown = true;
        while (grown) {
            Set<String> found = all.stream()
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .filter(type -> type.tryGetMethod("toString").isPresent() || type.isAssignableTo(Throwable.class))
                    .filter(type -> type.getFields().stream()
                            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                            .flatMap(field -> field.getAllInvolvedRawTypes().stream())
                            .anyMatch(held -> holders.contains(held.getName())))
                    .flatMap(type -> Stream.concat(Stream.of(type), type.getAllRawInterfaces().stream()))
                    .map(JavaClass::getName)
                    .filter(name -> name.startsWith("dev.linchpin."))
                    .collect(Collectors.toSet());
            grown = holders.addAll(found);
        }
        all.stream().filter(JavaClass::isInterface).forEach(type -> holders.remove(type.getName()));
        holders.remove(X509Certificate.class.getName());
        Set<String> sampled =
                SAMPLES.keySet().stream().map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(sampled, holders);
    }

    private static ValidatedPath path() {
        return assertInstanceOf(PathOutcome.Unpinned.class, search(TestPolicies.SPARE))
                .path();
    }

    private static PathOutcome search(String pin) {
        return search(pin, EVIL);
    }

    private static PathOutcome search(String pin, TestCertificate presented) {
        PinRule rule =
                PinRule.builder(HOST).pins(pin, ROOT.leaf("other.test").pin()).build();
        return Accepting.Finder.to(List.of(ROOT.certificate()), Clock.systemUTC())
                .find(List.of(presented.certificate()), rule.pins());
    }

    private static PinVerdict verdict(EnforcementMode mode) {
        PinRule rule = PinRule.builder(HOST)
                .pins(TestPolicies.SPARE, ROOT.leaf("other.test").pin())
                .mode(mode)
                .build();
        return TestPolicies.trusting(ROOT)
                .policy(PinPolicy.builder().rule(rule).build())
                .build()
                .verdict(HOST, PRESENTED);
    }
}
