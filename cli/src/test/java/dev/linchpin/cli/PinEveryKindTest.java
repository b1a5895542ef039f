package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers with several certificates, and servers that are off the beaten track: all that they would present is shown. */
class PinEveryKindTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate ISSUING = ROOT.intermediate("Issuing");

    private static TestCertificate leaf(KeyType type) {
        return CertificateDraft.leaf("api.example.com").key(type).signedBy(ISSUING);
    }

    /**
     * A server as large sites run them. Whoever pins what one client saw locks the others out:
     *
     * <pre>
     * client A  -- ECDSA, please --&gt;  server  ---  api.example.com, EC  -------.
     * client B  --  RSA, please  --&gt;          ---  api.example.com, RSA  ------+--  Issuing
     * client C  -- Ed25519, … ---&gt;           ---  api.example.com, Ed25519  --'
     * </pre>
     */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shows_the_certificates_of_every_kind_of_key(String version) throws Exception {
        List<TestCertificate> leaves = new ArrayList<>(List.of(leaf(KeyType.P256), leaf(KeyType.RSA_2048)));
        if (version.equals("TLSv1.3")) { // in older versions this server has no EdDSA
            leaves.add(leaf(KeyType.ED25519));
        }
        try (SeveralCertificates server = new SeveralCertificates(leaves, version)) {
            Transcript run = Transcript.of("pin", "127.0.0.1:" + server.port());
            assertEquals(0, run.exitCode(), run.err());
            Set<String> expected = new HashSet<>(Set.of(ISSUING.pin()));
            leaves.forEach(leaf -> expected.add(leaf.pin()));
            assertEquals(leaves.size() + 1, run.lines().size(), "the common issuer once: " + run.out());
            assertEquals(expected, Set.copyOf(pins(run)));
        }
    }

    static Stream<Arguments> oddities() {
        return Stream.of(
                Arguments.of(KeyType.RSA_2048, ProtocolVersion.TLSv10),
                Arguments.of(KeyType.P256, ProtocolVersion.TLSv10),
                Arguments.of(KeyType.P256, ProtocolVersion.TLSv11),
                Arguments.of(KeyType.SECP256K1, ProtocolVersion.TLSv12),
                Arguments.of(KeyType.P521, ProtocolVersion.TLSv12));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void shows_servers_that_the_jdk_would_not_talk_to(KeyType type, ProtocolVersion version) throws Exception {
        TestCertificate odd = leaf(type);
        try (OddServer server = new OddServer(odd, version)) {
            Transcript run = Transcript.of("pin", server.address());
            assertEquals(0, run.exitCode(), run.err());
            assertEquals(List.of(odd.pin()), pins(run));
        }
    }

    /** The JDK's client stops at what it cannot parse, OpenSSL's does not. */
    @Test
    void shows_a_key_with_explicit_parameters() throws Exception {
        TestCertificate odd = leaf(KeyType.P256_EXPLICIT);
        try (OddServer server = new OddServer(odd, ProtocolVersion.TLSv12)) {
            assertEquals(List.of(odd.pin()), pins(Transcript.of("pin", server.address())));
        }
    }

    @Test
    void asks_for_a_host_with_an_underscore() throws Exception {
        TestCertificate leaf = CertificateDraft.leaf("api_gateway").signedBy(ISSUING);
        try (OddServer server = new OddServer(leaf, ProtocolVersion.TLSv12)) {
            Transcript run = Transcript.of("pin", "--connect", server.address(), "api_gateway");
            assertEquals(List.of(leaf.pin()), pins(run));
        }
    }

    private static List<String> pins(Transcript run) {
        return run.lines().stream().map(line -> line.split(" ", 2)[0]).toList();
    }
}
