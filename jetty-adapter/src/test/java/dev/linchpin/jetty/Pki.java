package dev.linchpin.jetty;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.util.List;

/** One authority that every client trusts, and what it has signed. */
final class Pki {
    static final String API = "api.linchpin.test";
    static final String OTHER = "other.linchpin.test";

    static final TestCertificate ROOT = TestCertificate.root("Trusted Root");
    static final TestCertificate FIRST = ROOT.leaf(API, "127.0.0.1");
    /** Another key for the same hosts, and one host more, from the same authority. */
    static final TestCertificate SECOND = ROOT.leaf(API, OTHER, "127.0.0.1");

    static final String BACKUP = TestKey.generate().pin();

    private Pki() {}

    static PinPolicy pinned(TestCertificate leaf) {
        return pinned(API, leaf);
    }

    static PinPolicy pinned(String host, TestCertificate leaf) {
        return PinPolicy.builder().pin(host, leaf.pin(), BACKUP).build();
    }

    static Linchpin linchpin(PinPolicy policy) {
        return builder(policy).build();
    }

    static Linchpin.Builder builder(PinPolicy policy) {
        return Linchpin.builder().policy(policy).trustedCertificates(List.of(ROOT.certificate()));
    }

    static TlsServer serve(TestCertificate leaf) {
        return TlsServer.builder().present(leaf.presented()).start();
    }
}
