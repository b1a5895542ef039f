package dev.linchpin;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.io.IOException;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A program of its own, since what it sets holds for a whole JVM: plays one peer with two paths and prints how it went. */
final class TwoPaths {
    private static final String HOST = "api.linchpin.test";

    /** The same name and key in each JVM: one puts it into the trust store of another. */
    static final TestCertificate PINNED = root("Linchpin Root");

    static final TestCertificate ROGUE = root("Rogue Root");

    private TwoPaths() {}

    private static TestCertificate root(String name) {
        return CertificateDraft.authority(name)
                .key(TestKey.seeded(KeyType.P256, name))
                .selfSigned();
    }

    /** How the path to the pinned root is worse than the other one, and in which JVM that counts. */
    enum Flaw {
        NONE,
        SHA1_BELOW_AN_ANCHOR_OF_THE_JDK,
        MD5,
        RSA_512,
        RSA_2048;

        void prepare() {
            if (this == MD5 || this == RSA_512) {
                Security.insertProviderAt(new BouncyCastleProvider(), 1);
            }
            if (this == RSA_2048) {
                String tls = "jdk.tls.disabledAlgorithms";
                Security.setProperty(tls, Security.getProperty(tls) + ", RSA keySize < 3072");
            }
        }

        /** Certificates from the pinned root down to the issuing authority, which stands last. */
        List<TestCertificate> from(TestCertificate root, TestKey issuing) {
            CertificateDraft last = CertificateDraft.authority("Issuing").key(issuing);
            return switch (this) {
                case NONE -> List.of(last.signedBy(root));
                case SHA1_BELOW_AN_ANCHOR_OF_THE_JDK ->
                    List.of(last.signature("SHA1withECDSA").signedBy(root));
                case MD5 -> {
                    TestCertificate rsa = middle(KeyType.RSA_2048, root);
                    yield List.of(rsa, last.signature("MD5withRSA").signedBy(rsa));
                }
                case RSA_512 -> {
                    TestCertificate rsa = middle(KeyType.RSA_512, root);
                    yield List.of(rsa, last.signedBy(rsa));
                }
                case RSA_2048 -> {
                    TestCertificate rsa = middle(KeyType.RSA_2048, root);
                    yield List.of(rsa, last.signedBy(rsa));
                }
            };
        }

        private static TestCertificate middle(KeyType type, TestCertificate root) {
            return CertificateDraft.authority("Middle").key(type).signedBy(root);
        }
    }

    /** Takes the flaw that this JVM is prepared for, the flaw that the peer shows, and {@code platform} or {@code given} anchors. */
    public static void main(String[] args) throws Exception {
        Flaw.valueOf(args[0]).prepare();
        Flaw flaw = Flaw.valueOf(args[1]);
        TestKey issuing = TestKey.generate();
        List<TestCertificate> weak = flaw.from(PINNED, issuing);
        TestCertificate strong =
                CertificateDraft.authority("Issuing").key(issuing).signedBy(ROGUE);
        TestCertificate leaf = strong.leaf(HOST);
        List<TestCertificate> presented = new ArrayList<>(List.of(leaf, strong));
        presented.addAll(weak);
        Linchpin.Builder builder =
                args[2].equals("platform") ? Linchpin.builder() : TestPolicies.trusting(ROGUE, PINNED);
        Linchpin linchpin = builder.policy(TestPolicies.pin(HOST, PINNED.pin())).build();
        for (TlsVersion version : TlsVersion.values()) {
            try (TlsServer server = TlsServer.builder()
                    .present(presented)
                    .protocols(Protocol.HTTP_1_1)
                    .start()) {
                System.out.println(version + " " + outcome(linchpin, server, version));
            }
        }
    }

    private static String outcome(Linchpin linchpin, TlsServer server, TlsVersion version) throws Exception {
        try {
            Connection.open(linchpin.socketFactory(), HOST, server, version);
            return "accepted";
        } catch (IOException e) {
            server.awaitQuiet(Duration.ofSeconds(10));
            return PinMismatchException.in(e).isPresent()
                    ? "refused after " + server.requestBytes() + " bytes"
                    : e.toString();
        }
    }
}
