package dev.linchpin;

import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.util.List;

/** Policies and façades as the tests of this package need them. */
final class TestPolicies {
    static final String SPARE = TestKey.generate().pin();

    /** Of a key that nobody shows either. */
    static final String OTHER = TestKey.generate().pin();

    private TestPolicies() {}

    /** Enforces this pin, and a spare one that nobody has, for the hosts. */
    static PinPolicy pin(String hosts, String pin) {
        return PinPolicy.builder().pin(hosts, pin, SPARE).build();
    }

    static Linchpin.Builder trusting(TestCertificate... roots) {
        return Linchpin.builder()
                .trustedCertificates(List.of(roots).stream()
                        .map(TestCertificate::certificate)
                        .toList());
    }
}
