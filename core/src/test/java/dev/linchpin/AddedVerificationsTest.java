package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pin.SplitCertificate;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.VerificationCounter;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.verdict.PinVerdict;
import java.io.ByteArrayInputStream;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How many signatures are verified on account of pinning. All certificates are fresh, because the JDK's remember who has
 * verified them:
 *
 * <pre>
 *   leaf ←──── intermediate ←──── root      pinned leaf:       nothing to prove
 *        link 1             link 2          pinned elsewhere:  each link, once
 * </pre>
 */
class AddedVerificationsTest {
    private static final String HOST = "api.linchpin.test";
    private static final int LINKS = 2;

    private final VerificationCounter counter = VerificationCounter.open();

    @AfterEach
    void leave_the_providers_as_they_were() {
        counter.close();
    }

    /** Whose classes the presented certificates are. */
    enum Parser {
        JDK,
        CONSCRYPT;

        List<X509Certificate> parse(TestCertificate leaf) throws CertificateException {
            X509Certificate end = leaf.certificate();
            X509Certificate issuer = leaf.issuer().orElseThrow().certificate();
            return this == JDK ? List.of(end, issuer) : List.of(conscrypt(end), countable(issuer));
        }

        /** Conscrypt verifies with keys of its own by native code, with those of others by JCA, where it can be counted. */
        private static X509Certificate countable(X509Certificate issuer) throws CertificateException {
            return new SplitCertificate(conscrypt(issuer), issuer.getPublicKey());
        }

        private static X509Certificate conscrypt(X509Certificate certificate) throws CertificateException {
            return (X509Certificate) CertificateFactory.getInstance("X.509", Conscrypt.newProvider())
                    .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
        }
    }

    static Stream<Arguments> chains() {
        return Stream.of(Parser.values())
                .flatMap(parser ->
                        Stream.of(KeyType.P256, KeyType.RSA_2048).map(keys -> Arguments.of(parser, chain(keys))));
    }

    /** Without this, the zeros below could come from a counter that sees nothing. */
    @ParameterizedTest
    @MethodSource("chains")
    void every_link_of_these_chains_can_be_counted(Parser parser, TestCertificate leaf) throws Exception {
        List<X509Certificate> chain = parser.parse(leaf);
        chain.get(0).verify(chain.get(1).getPublicKey());
        chain.get(1).verify(root(leaf).certificate().getPublicKey());
        assertEquals(LINKS, counter.take());
    }

    @ParameterizedTest
    @MethodSource("chains")
    void a_pinned_leaf_adds_none(Parser parser, TestCertificate leaf) throws Exception {
        judge(leaf, leaf, parser.parse(leaf));
        assertEquals(0, counter.take());
    }

    @ParameterizedTest
    @MethodSource("chains")
    void a_pinned_intermediate_adds_one_for_each_link_and_none_to_a_known_chain(Parser parser, TestCertificate leaf)
            throws Exception {
        List<X509Certificate> presented = parser.parse(leaf);
        Linchpin linchpin = judge(leaf, leaf.issuer().orElseThrow(), presented);
        assertEquals(LINKS, counter.take());
        linchpin.verdict(HOST, presented);
        assertEquals(0, counter.take());
    }

    @ParameterizedTest
    @MethodSource("chains")
    void a_pinned_root_adds_one_for_each_link_and_none_to_a_known_chain(Parser parser, TestCertificate leaf)
            throws Exception {
        List<X509Certificate> presented = parser.parse(leaf);
        Linchpin linchpin = judge(leaf, root(leaf), presented);
        assertEquals(LINKS, counter.take());
        linchpin.verdict(HOST, presented);
        assertEquals(0, counter.take());
    }

    static Stream<Arguments> stacks() {
        return Stream.of(Security.getProvider("SunJSSE"), Conscrypt.newProvider())
                .flatMap(jsse -> Stream.of(TlsVersion.values()).map(version -> Arguments.of(jsse, version)));
    }

    /** Both stacks parse by the JDK's factory, so what the delegate has just verified is known to the path search. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void a_handshake_verifies_nothing_twice(Provider jsse, TlsVersion version) throws Exception {
        int unpinned = handshake(jsse, version, Pinned.NOTHING);
        assertTrue(unpinned >= LINKS, "counted " + unpinned);
        for (Pinned pinned : Pinned.values()) {
            assertEquals(unpinned, handshake(jsse, version, pinned), pinned.toString());
        }
    }

    @Test
    void a_refusal_adds_no_more_than_one_for_each_link() {
        TestCertificate leaf = chain(KeyType.P256);
        Linchpin linchpin = linchpin(leaf, TestCertificate.root("Not There"));
        assertInstanceOf(
                PinVerdict.Mismatch.class,
                linchpin.verdict(
                        HOST,
                        List.of(leaf.certificate(), leaf.issuer().orElseThrow().certificate())));
        assertEquals(LINKS, counter.take());
    }

    private enum Pinned {
        NOTHING(-1),
        LEAF(0),
        INTERMEDIATE(1),
        ROOT(2);

        private final int position;

        Pinned(int position) {
            this.position = position;
        }

        PinPolicy policy(TestCertificate leaf) {
            return this == NOTHING
                    ? TestPolicies.pin("other.linchpin.test", leaf.pin())
                    : TestPolicies.pin(HOST, leaf.chain().get(position).pin());
        }
    }

    private int handshake(Provider jsse, TlsVersion version, Pinned pinned) throws Exception {
        TestCertificate leaf = chain(KeyType.P256);
        try (TlsServer server = TlsServer.builder()
                .present(leaf.presented())
                .protocols(Protocol.HTTP_1_1)
                .start()) {
            Linchpin linchpin = TestPolicies.trusting(root(leaf))
                    .provider(jsse)
                    .policy(pinned.policy(leaf))
                    .build();
            counter.take();
            Connection.open(linchpin.socketFactory(), HOST, server, version);
            return counter.take();
        }
    }

    private static Linchpin judge(TestCertificate leaf, TestCertificate pinned, List<X509Certificate> presented) {
        Linchpin linchpin = linchpin(leaf, pinned);
        assertInstanceOf(PinVerdict.Matched.class, linchpin.verdict(HOST, presented));
        return linchpin;
    }

    private static Linchpin linchpin(TestCertificate leaf, TestCertificate pinned) {
        return TestPolicies.trusting(root(leaf))
                .policy(TestPolicies.pin(HOST, pinned.pin()))
                .build();
    }

    private static TestCertificate root(TestCertificate leaf) {
        return leaf.chain().get(LINKS);
    }

    private static TestCertificate chain(KeyType keys) {
        TestCertificate root =
                CertificateDraft.authority("Linchpin Root").key(keys).selfSigned();
        TestCertificate intermediate =
                CertificateDraft.authority("Linchpin Issuing").key(keys).signedBy(root);
        return CertificateDraft.leaf(HOST).key(keys).signedBy(intermediate);
    }
}
