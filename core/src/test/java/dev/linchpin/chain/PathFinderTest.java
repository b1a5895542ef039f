package dev.linchpin.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Maze;
import dev.linchpin.MovableClock;
import dev.linchpin.pin.OpaqueKey;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import dev.linchpin.pin.SplitCertificate;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.DisguisedCertificate;
import dev.linchpin.pki.KeyUse;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** In the drawings, {@code ←} reads "signed by", capitals are trust anchors and a star marks the pinned certificate. */
class PathFinderTest {
    private static final String HOST = "api.linchpin.test";

    private final TestCertificate root = TestCertificate.root("Linchpin Root");
    private final TestCertificate intermediate = root.intermediate("Linchpin Issuing");
    private final TestCertificate leaf = intermediate.leaf(HOST);

    // ---- what counts

    /** leaf ← intermediate* ← ROOT */
    @Test
    void finds_a_pinned_intermediate() {
        PathOutcome.Pinned found = pinned(finder(root).find(chain(leaf, intermediate), pin(intermediate)));
        assertEquals(Pin.parse(intermediate.pin()), found.pin());
        assertEquals(chain(leaf, intermediate, root), found.path().certificates());
    }

    /** leaf ← intermediate ← ROOT*, which the peer did not send */
    @Test
    void finds_a_pinned_root_that_was_not_presented() {
        pinned(finder(root).find(chain(leaf, intermediate), pin(root)));
    }

    @Test
    void draws_the_path_it_found() {
        assertEquals(
                "O=Linchpin Test PKI,CN=api.linchpin.test ← O=Linchpin Test PKI,CN=Linchpin Issuing"
                        + " ← O=Linchpin Test PKI,CN=Linchpin Root",
                pinned(finder(root).find(chain(leaf, intermediate), pin(root)))
                        .path()
                        .toString());
    }

    @Test
    void finds_a_pinned_leaf() {
        pinned(finder(root).find(chain(leaf, intermediate), pin(leaf)));
    }

    @Test
    void finds_a_certificate_pin() {
        PinSet pins = PinSet.of(Pin.parse(intermediate.certificatePin()));
        pinned(finder(root).find(chain(leaf, intermediate), pins));
    }

    /** The same in any order, with repetitions, strangers and the root itself in between. */
    @Test
    void finds_its_way_through_a_disorderly_chain() {
        TestCertificate upper = root.intermediate("Linchpin Policy");
        TestCertificate lower = upper.intermediate("Linchpin Lower");
        TestCertificate end = lower.leaf(HOST);
        TestCertificate stranger = TestCertificate.root("Stranger").intermediate("Strange");
        List<X509Certificate> presented = chain(end, stranger, root, upper, upper, end, lower);
        assertEquals(
                chain(end, lower, upper, root),
                pinned(finder(root).find(presented, pin(upper))).path().certificates());
    }

    /**
     * <pre>
     *   leaf ← issuing ← ROOT A
     *              ↖ ← ROOT B*        the same name and key, cross-signed
     * </pre>
     */
    @Test
    void finds_the_pin_on_either_side_of_a_cross_signature() {
        TestCertificate other = TestCertificate.root("Other Root");
        TestCertificate cross = CertificateDraft.authority("Linchpin Issuing")
                .key(intermediate.key())
                .signedBy(other);
        for (TestCertificate wanted : List.of(root, other)) {
            List<X509Certificate> one = chain(leaf, intermediate, cross);
            List<X509Certificate> two = chain(leaf, cross, intermediate);
            assertEquals(wanted.certificate(), anchor(finder(root, other).find(one, pin(wanted))));
            assertEquals(wanted.certificate(), anchor(finder(root, other).find(two, pin(wanted))));
        }
    }

    /** Only ROOT B is trusted; the detour through ROOT A's signature is not a path. */
    @Test
    void ignores_a_cross_signature_by_an_untrusted_root() {
        TestCertificate other = TestCertificate.root("Other Root");
        TestCertificate cross = CertificateDraft.authority("Linchpin Issuing")
                .key(intermediate.key())
                .signedBy(other);
        assertEquals(
                chain(leaf, intermediate, root),
                unpinned(finder(root).find(chain(leaf, cross, intermediate), pin(other)))
                        .path()
                        .certificates());
    }

    /** LEAF* is itself in the trust store, as self-signed servers are. */
    @Test
    void takes_a_trusted_leaf_for_a_path() {
        TestCertificate lone = CertificateDraft.leaf(HOST).selfSigned();
        assertEquals(
                chain(lone),
                pinned(finder(lone).find(chain(lone), pin(lone))).path().certificates());
        assertInstanceOf(PathOutcome.Unpinned.class, finder(lone).find(chain(lone), pin(root)));
    }

    /** leaf ← INTERMEDIATE: a trust anchor need not be self-signed. */
    @Test
    void stops_at_a_trusted_intermediate() {
        assertEquals(
                chain(leaf, intermediate),
                pinned(finder(intermediate).find(chain(leaf), pin(intermediate)))
                        .path()
                        .certificates());
    }

    /**
     * <pre>
     *   leaf ← INTERMEDIATE ← ROOT*
     * </pre>
     *
     * Both are trusted. That the path could end at the intermediate does not make the longer one invalid.
     */
    @Test
    void finds_a_pinned_root_above_a_trusted_intermediate() {
        assertEquals(
                chain(leaf, intermediate, root),
                pinned(finder(intermediate, root).find(chain(leaf, intermediate), pin(root)))
                        .path()
                        .certificates());
    }

    // ---- what does not count

    /**
     * <pre>
     *   leaf ← intermediate ← ROOT     some other pinned* certificate, sent along
     * </pre>
     *
     * CVE-2016-2402: matching what was presented instead of what was validated.
     */
    @Test
    void ignores_pinned_certificates_that_are_only_presented() {
        TestCertificate genuineRoot = TestCertificate.root("Genuine Root");
        TestCertificate genuineIntermediate = genuineRoot.intermediate("Genuine Issuing");
        TestCertificate genuine = genuineIntermediate.leaf(HOST);
        List<X509Certificate> presented = chain(leaf, intermediate, genuine, genuineIntermediate, genuineRoot);
        for (TestCertificate wanted : List.of(genuine, genuineIntermediate)) {
            unpinned(finder(root, genuineRoot).find(presented, pin(wanted)));
        }
    }

    /** The appended intermediate has the name of the attacker's, but not its key: it signed nothing here. */
    @Test
    void ignores_a_pinned_namesake_of_the_issuer() {
        TestCertificate genuineRoot = TestCertificate.root("Genuine Root");
        TestCertificate namesake =
                CertificateDraft.authority("Linchpin Issuing").signedBy(genuineRoot);
        PathOutcome outcome = finder(root, genuineRoot).find(chain(leaf, namesake, intermediate), pin(namesake));
        assertEquals(chain(leaf, intermediate, root), unpinned(outcome).path().certificates());
    }

    /** rogue ← someone's leaf ← intermediate* ← ROOT: a leaf signs nothing. */
    @Test
    void ignores_a_signer_that_is_no_authority() {
        TestCertificate someone = intermediate.leaf("someone.linchpin.test");
        TestCertificate rogue = someone.leaf(HOST);
        noPath(finder(root).find(chain(rogue, someone, intermediate), pin(intermediate)));
    }

    /** rogue ← SOMEONE'S LEAF*, trusted as itself: that does not make it an authority. */
    @Test
    void ignores_a_trust_anchor_that_is_no_authority() {
        TestCertificate someone = intermediate.leaf("someone.linchpin.test");
        noPath(finder(someone).find(chain(someone.leaf(HOST)), pin(someone)));
    }

    /** leaf ← lower ← upper* (pathLen 0) ← ROOT */
    @Test
    void ignores_a_path_longer_than_its_signer_allows() {
        TestCertificate upper =
                CertificateDraft.authority("Upper").pathLength(0).signedBy(root);
        TestCertificate lower = upper.intermediate("Lower");
        noPath(finder(root).find(chain(lower.leaf(HOST), lower, upper), pin(upper)));
    }

    @Test
    void ignores_an_authority_without_the_right_to_sign_certificates() {
        TestCertificate signer = CertificateDraft.authority("No Signer")
                .keyUsage(KeyUse.CRL_SIGNING)
                .signedBy(root);
        noPath(finder(root).find(chain(signer.leaf(HOST), signer), pin(signer)));
    }

    @Test
    void ignores_an_expired_intermediate() {
        TestCertificate expired =
                CertificateDraft.authority("Expired").expired().signedBy(root);
        noPath(finder(root).find(chain(expired.leaf(HOST), expired), pin(expired)));
    }

    @Test
    void ignores_a_leaf_outside_the_name_constraints() {
        TestCertificate constrained = CertificateDraft.authority("Constrained")
                .permitted("elsewhere.test")
                .signedBy(root);
        noPath(finder(root).find(chain(constrained.leaf(HOST), constrained), pin(constrained)));
    }

    @Test
    void ignores_an_untrusted_chain() {
        noPath(finder(TestCertificate.root("Another Root")).find(chain(leaf, intermediate, root), pin(intermediate)));
    }

    // ---- limits

    /** Nine authorities that have all signed one another: nine factorial paths, and every signature genuine. */
    @Test
    void gives_up_on_a_maze() {
        Maze maze = Maze.of(9);
        PathOutcome outcome = finder(maze.root()).find(maze.presented(HOST), pin(TestCertificate.root("Not There")));
        assertInstanceOf(PathOutcome.OverBudget.class, outcome);
    }

    /** Ten authorities of one name, one of which has signed the leaf: there is nothing to choose. */
    @Test
    void is_not_lost_among_namesakes() {
        TestCertificate anchor = TestCertificate.root("Maze");
        List<TestCertificate> namesakes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            namesakes.add(CertificateDraft.authority("Maze").signedBy(anchor));
        }
        TestCertificate issuer = namesakes.get(7);
        List<X509Certificate> presented = chain(issuer.leaf(HOST), namesakes.toArray(new TestCertificate[0]));
        assertEquals(
                Pin.parse(issuer.pin()),
                pinned(finder(anchor).find(presented, pin(issuer))).pin());
        unpinned(finder(anchor).find(presented, pin(TestCertificate.root("Not There"))));
    }

    /** Sixty certificates for a pinned key of the issuer's name: one signature tells that it did not sign the leaf. */
    @Test
    void verifies_the_signature_of_a_key_once() {
        TestKey pinned = TestKey.generate();
        TestCertificate end = TestCertificate.root("Untrusted").leaf(HOST);
        List<X509Certificate> presented = new ArrayList<>(chain(end));
        for (int i = 0; i < 60; i++) {
            presented.add(CertificateDraft.authority("Untrusted")
                    .key(pinned)
                    .signedBy(root)
                    .certificate());
        }
        noPath(finder(root).find(presented, PinSet.of(Pin.parse(pinned.pin()))));
    }

    /** A hundred and one pinned keys of the issuer's name: each costs a signature, and their number is limited. */
    @Test
    void gives_up_on_pinned_decoys() {
        TestCertificate end = TestCertificate.root("Untrusted").leaf(HOST);
        List<X509Certificate> presented = new ArrayList<>(chain(end));
        List<Pin> pins = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            TestCertificate decoy = CertificateDraft.authority("Untrusted").signedBy(root);
            presented.add(decoy.certificate());
            pins.add(Pin.parse(decoy.pin()));
        }
        assertInstanceOf(PathOutcome.OverBudget.class, finder(root).find(presented, PinSet.of(pins)));
    }

    /** Three hundred trust anchors of one name: the pinned one is found in whatever order they come. */
    @Test
    void finds_the_pinned_one_of_three_hundred_anchors_of_one_name() {
        List<TestCertificate> anchors = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            anchors.add(TestCertificate.root("Linchpin Root"));
        }
        for (int i : new int[] {0, 150, 299}) {
            TestCertificate end = anchors.get(i).intermediate("Issuing").leaf(HOST);
            PathOutcome outcome = finder(anchors.toArray(new TestCertificate[0]))
                    .find(chain(end, end.issuer().orElseThrow()), pin(anchors.get(i)));
            assertEquals(anchors.get(i).certificate(), anchor(outcome));
        }
    }

    /**
     * <pre>
     *   leaf ← intermediate ← ROOT ← (the same root, signed by) OTHER*
     * </pre>
     */
    @Test
    void finds_the_pin_above_a_cross_signed_root() {
        TestCertificate other = TestCertificate.root("Other Root");
        TestCertificate below =
                CertificateDraft.authority("Linchpin Root").key(root.key()).signedBy(other);
        assertEquals(
                other.certificate(), anchor(finder(root, other).find(chain(leaf, intermediate, below), pin(other))));
    }

    /** leaf ← INTERMEDIATE ← ROOT*: the peer sends its leaf alone. */
    @Test
    void leads_through_a_trust_anchor_that_was_not_sent() {
        assertEquals(
                chain(leaf, intermediate, root),
                pinned(finder(intermediate, root).find(chain(leaf), pin(root)))
                        .path()
                        .certificates());
    }

    /** As many as a platform may be told to take ({@code jdk.tls.maxCertificateChainLength}), far beyond its ten. */
    @Test
    void follows_paths_as_long_as_tls_stacks_can_be_told_to_take() {
        List<TestCertificate> authorities = new ArrayList<>(List.of(root));
        for (int i = 1; i <= 30; i++) {
            authorities.add(0, authorities.get(0).intermediate("Level " + i));
        }
        TestCertificate deep = authorities.get(0).leaf(HOST);
        pinned(finder(root).find(chain(deep, authorities.toArray(new TestCertificate[0])), pin(root)));
    }

    @Test
    void refuses_to_search_without_a_leaf() {
        assertThrows(IllegalArgumentException.class, () -> finder(root).find(List.of(), pin(root)));
    }

    // ---- memory

    @Test
    void remembers_an_outcome_for_a_minute() {
        MovableClock clock = new MovableClock(Instant.now());
        Accepting.Finder finder = Accepting.Finder.to(chain(root), clock);
        PathOutcome first = finder.find(chain(leaf, intermediate), pin(root));
        clock.move(Duration.ofSeconds(59));
        assertSame(first, finder.find(chain(leaf, intermediate), pin(root)));
        assertNotSame(first, finder.find(chain(leaf, intermediate), pin(intermediate)));
        clock.move(Duration.ofSeconds(1));
        assertNotSame(first, finder.find(chain(leaf, intermediate), pin(root)));
    }

    /** A peer's certificates are other objects after a while, with the same bytes. Once known by those, they are known by themselves. */
    @Test
    void looks_once_at_the_bytes_of_other_objects() {
        PinSet pins = pin(root);
        Accepting.Finder finder = finder(root);
        PathOutcome first = finder.find(List.of(new Counted(leaf), intermediate.certificate()), pins);
        Counted other = new Counted(leaf);
        List<X509Certificate> presented = List.of(other, intermediate.certificate());
        assertSame(first, finder.find(presented, pins));
        int looks = other.looks;
        assertTrue(looks > 0);
        assertSame(first, finder.find(presented, pins));
        assertEquals(looks, other.looks);
    }

    private static final class Counted extends DisguisedCertificate {
        private static final long serialVersionUID = 1L;

        private int looks;

        Counted(TestCertificate certificate) {
            super(certificate.certificate());
        }

        @Override
        public byte[] getEncoded() throws CertificateEncodingException {
            looks++;
            return super.getEncoded();
        }
    }

    /** A path of more than 32 KiB is found each time anew; how large it is, the peer decides. */
    @Test
    void remembers_no_path_that_was_blown_up() {
        TestCertificate fat =
                CertificateDraft.authority("Fat").ballast(40 << 10).signedBy(root);
        List<X509Certificate> presented = chain(fat.leaf(HOST), fat);
        Accepting.Finder finder = finder(root);
        PathOutcome first = finder.find(presented, pin(root));
        assertNotSame(pinned(first), pinned(finder.find(presented, pin(root))));
    }

    /** Some keys of hardware have no encoding: there is nothing by which a chain with such a key could be told from others. */
    @Test
    void remembers_no_chain_that_has_no_bytes_to_tell_it_by() {
        X509Certificate opaque =
                new SplitCertificate(TestCertificate.root("Stranger").certificate(), new OpaqueKey());
        List<X509Certificate> presented = new ArrayList<>(chain(leaf, intermediate));
        presented.add(opaque);
        Accepting.Finder finder = finder(root);
        PathOutcome first = finder.find(presented, pin(root));
        assertNotSame(pinned(first), pinned(finder.find(presented, pin(root))));
    }

    @Test
    void tells_questions_apart() {
        Accepting.Finder finder = finder(root);
        PinSet pins = pin(root);
        PathOutcome first = finder.find(chain(leaf, intermediate), pins);
        assertNotSame(first, finder.find(chain(leaf, intermediate, root), pins), "more was presented");
        assertSame(first, finder.find(chain(leaf, intermediate), pins));
        assertNotSame(first, finder.finder().find(chain(leaf, intermediate), pins, new Accepting("elsewhere")));
    }

    /** Trust managers of the field fill their arrays with null, and drop anchors. */
    @Test
    void follows_arrays_of_anchors_as_they_are() {
        TestCertificate other = TestCertificate.root("Other Root");
        AtomicReference<X509Certificate[]> anchors =
                new AtomicReference<>(new X509Certificate[] {null, root.certificate(), null, other.certificate()});
        PathFinder finder = PathFinder.of(anchors::get, Clock.systemUTC());
        PinSet pins = pin(root);
        pinned(finder.find(chain(leaf, intermediate), pins, new Accepting()));
        anchors.set(new X509Certificate[] {root.certificate(), other.certificate(), null});
        pinned(finder.find(chain(leaf, intermediate), pins, new Accepting()));
        anchors.set(new X509Certificate[] {root.certificate()});
        pinned(finder.find(chain(leaf, intermediate), pins, new Accepting()));
        anchors.set(new X509Certificate[] {other.certificate()});
        assertInstanceOf(PathOutcome.NoPath.class, finder.find(chain(leaf, intermediate), pins, new Accepting()));
        anchors.set(null);
        assertInstanceOf(PathOutcome.NoAnchors.class, finder.find(chain(leaf, intermediate), pins, new Accepting()));
    }

    @Test
    void forgets_an_outcome_when_a_certificate_ends() {
        MovableClock clock = new MovableClock(Instant.now());
        TestCertificate brief = CertificateDraft.leaf(HOST)
                .validity(clock.instant().minusSeconds(60), clock.instant().plusSeconds(30))
                .signedBy(intermediate);
        Accepting.Finder finder = Accepting.Finder.to(chain(root), clock);
        pinned(finder.find(chain(brief, intermediate), pin(root)));
        clock.move(Duration.ofSeconds(31));
        noPath(finder.find(chain(brief, intermediate), pin(root)));
    }

    @Test
    void answers_every_thread_alike() throws Exception {
        Accepting.Finder finder = finder(root);
        TestCertificate unrelated = TestCertificate.root("Unrelated").leaf(HOST);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                work.add(() -> {
                    for (int i = 0; i < 500; i++) {
                        pinned(finder.find(chain(leaf, intermediate), pin(root)));
                        unpinned(finder.find(chain(leaf, intermediate), pin(unrelated)));
                        noPath(finder.find(chain(unrelated), pin(root)));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Accepting.Finder finder(TestCertificate... anchors) {
        return Accepting.Finder.to(chain(anchors), Clock.systemUTC());
    }

    private static List<X509Certificate> chain(TestCertificate... certificates) {
        return Arrays.stream(certificates).map(TestCertificate::certificate).toList();
    }

    private static List<X509Certificate> chain(TestCertificate first, TestCertificate[] rest) {
        List<X509Certificate> all = new ArrayList<>(chain(first));
        all.addAll(chain(rest));
        return all;
    }

    private static PinSet pin(TestCertificate certificate) {
        return PinSet.of(Pin.parse(certificate.pin()));
    }

    private static PathOutcome.Pinned pinned(PathOutcome outcome) {
        return assertInstanceOf(PathOutcome.Pinned.class, outcome);
    }

    private static PathOutcome.Unpinned unpinned(PathOutcome outcome) {
        return assertInstanceOf(PathOutcome.Unpinned.class, outcome);
    }

    private static void noPath(PathOutcome outcome) {
        assertInstanceOf(PathOutcome.NoPath.class, outcome);
    }

    private static X509Certificate anchor(PathOutcome outcome) {
        List<X509Certificate> certificates = pinned(outcome).path().certificates();
        return certificates.get(certificates.size() - 1);
    }
}
