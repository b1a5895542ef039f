package dev.linchpin;

import com.sun.net.httpserver.HttpServer;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A program of its own, since the platform reads such properties once: connects under one pin after the other. */
final class PathsByProperty {
    private static final String HOST = "api.linchpin.test";

    private PathsByProperty() {}

    /** Takes {@code long} or {@code fetched}. */
    public static void main(String[] args) throws Exception {
        TestCertificate root = TestCertificate.root("Linchpin Root");
        if (args[0].equals("long")) {
            longer(root, 14);
        } else {
            fetched(root);
        }
    }

    private static void longer(TestCertificate root, int length) throws Exception {
        TestCertificate issuing = root;
        for (int i = 1; i < length; i++) {
            issuing = issuing.intermediate("CA " + i);
        }
        TestCertificate leaf = issuing.leaf(HOST);
        print(leaf.presented().size() + " presented");
        connect(root, leaf.presented(), issuing, root, TestCertificate.root("Other"));
    }

    private static void fetched(TestCertificate root) throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TestCertificate issuing = root.intermediate("Issuing");
        http.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/pkix-cert");
            exchange.sendResponseHeaders(200, issuing.der().length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(issuing.der());
            }
        });
        http.start();
        TestCertificate leaf = CertificateDraft.leaf(HOST)
                .issuerAt("http://127.0.0.1:" + http.getAddress().getPort() + "/ca.cer")
                .signedBy(issuing);
        connect(root, List.of(leaf), leaf, issuing, root);
        http.stop(0);
    }

    private static void connect(TestCertificate root, List<TestCertificate> presented, TestCertificate... pinned)
            throws Exception {
        for (TestCertificate certificate : pinned) {
            Linchpin linchpin = TestPolicies.trusting(root)
                    .policy(TestPolicies.pin(HOST, certificate.pin()))
                    .build();
            try (TlsServer server = TlsServer.builder()
                    .present(presented)
                    .protocols(Protocol.HTTP_1_1)
                    .start()) {
                print(certificate.certificate().getSubjectX500Principal() + ": " + outcome(linchpin, server));
            }
        }
    }

    private static String outcome(Linchpin linchpin, TlsServer server) {
        try {
            Connection.open(linchpin.socketFactory(), HOST, server, TlsVersion.TLS_1_3);
            return "accepted";
        } catch (IOException e) {
            PinVerdict.Mismatch mismatch = (PinVerdict.Mismatch) PinMismatchException.find(e)
                    .orElseThrow(() -> new IllegalStateException(e))
                    .verdict();
            return mismatch.reason() + mismatch.missingIssuer().map(" "::concat).orElse("");
        }
    }

    private static void print(String line) {
        System.out.print(line + "\n");
    }
}
