package dev.linchpin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PeerIdentityException;
import dev.linchpin.PinMismatchException;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.report.PinReport;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What came of playing a framework. That a wrong pin and a wrong name are refused, before a byte of the application's, is demanded
 * and not only noted: there is no other answer of a framework to these that a table could excuse.
 *
 * @param right what came of the right pin
 * @param verdict where the refusal of a wrong pin is found
 * @param openConnection what came of a request on a pooled connection after the policy had changed
 * @param newConnection the same, when the server had ended the pooled connection meanwhile
 */
record Played(String right, String verdict, String openConnection, String newConnection) {
    static final String HOST = "localhost";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);
    private static final TestCertificate ELSEWHERE = ROOT.leaf("elsewhere.test");
    private static final PinPolicy RIGHT = pinning(LEAF.pin());
    private static final PinPolicy WRONG = pinning(TestKey.generate().pin());

    static Played by(Framework framework) throws Exception {
        String right = rightPin(framework);
        String verdict = wrongPin(framework);
        Throwable unused = refusal(framework, linchpin(pinning(ELSEWHERE.pin())), ELSEWHERE);
        if (!right.equals("accepted")) {
            return new Played(right, verdict, "–", "–");
        }
        return new Played(right, verdict, openConnection(framework), newConnection(framework));
    }

    private static String rightPin(Framework framework) throws Exception {
        try (Peer peer = framework.peer().start(LEAF);
                Player player = framework.wiring().wire(linchpin(RIGHT), HOST, peer.port())) {
            Throwable failure = failure(player);
            if (failure == null) {
                assertTrue(sum(peer.applicationBytes()) > 0, "the server was never asked");
                return "accepted";
            }
            if (sum(peer.applicationBytes()) > 0) {
                throw new AssertionError("the server was reached, and its answer not understood", failure);
            }
            return "**refused**";
        }
    }

    private static String wrongPin(Framework framework) throws Exception {
        BlockingQueue<PinReport> reports = new LinkedBlockingQueue<>();
        Linchpin linchpin = trusting(WRONG).reporter(reports::add).build();
        return whereTheVerdictIs(refusal(framework, linchpin, LEAF), reports);
    }

    /** Nobody may get a byte that has another key, or the certificate of another host. */
    private static Throwable refusal(Framework framework, Linchpin linchpin, TestCertificate leaf) throws Exception {
        try (Peer peer = framework.peer().start(leaf);
                Player player = framework.wiring().wire(linchpin, HOST, peer.port())) {
            Throwable failure = failure(player);
            peer.awaitQuiet();
            assertTrue(!peer.applicationBytes().isEmpty(), "nobody came");
            assertEquals(0, sum(peer.applicationBytes()), "bytes of the application at a server that is refused");
            return Objects.requireNonNull(failure, "the call was answered");
        }
    }

    private static String whereTheVerdictIs(Throwable failure, BlockingQueue<PinReport> reports)
            throws InterruptedException {
        if (PinMismatchException.in(failure).isPresent()) {
            return "in the failure";
        }
        if (PeerIdentityException.find(failure).isPresent()) {
            return "**there is none**";
        }
        if (reports.poll(5, TimeUnit.SECONDS) == null) {
            throw new AssertionError("a refusal that nobody hears of", failure);
        }
        return "**only reported**";
    }

    private static String openConnection(Framework framework) throws Exception {
        Linchpin linchpin = linchpin(RIGHT);
        try (Peer peer = framework.peer().start(LEAF);
                Player player = framework.wiring().wire(linchpin, HOST, peer.port())) {
            player.call().run();
            TimeUnit.MILLISECONDS.sleep(100); // some pools take a connection back after they have handed out the answer
            int atFirst = peer.applicationBytes().size();
            player.call().run();
            TimeUnit.MILLISECONDS.sleep(100);
            List<Long> before = peer.applicationBytes();
            linchpin.replacePolicy(WRONG);
            Throwable failure = failure(player);
            List<Long> after = peer.applicationBytes();
            assertEquals(0, sum(after.subList(before.size(), after.size())), "bytes on a new connection");
            if (failure == null) {
                return "**goes on**";
            }
            assertEquals(sum(before), sum(after), "bytes of the application, and a refusal after them");
            return before.size() == atFirst ? "judged" : "none is kept";
        }
    }

    /** A client may find out only by its next call that a connection has ended; what that fails with is no refusal. */
    private static String newConnection(Framework framework) throws Exception {
        Linchpin linchpin = linchpin(RIGHT);
        try (Peer peer = framework.peer().start(LEAF);
                Player player = framework.wiring().wire(linchpin, HOST, peer.port())) {
            player.call().run();
            linchpin.replacePolicy(WRONG);
            int before = peer.applicationBytes().size();
            peer.endConnections();
            for (int attempt = 0; attempt < 3; attempt++) {
                if (failure(player) == null) {
                    return "**not if resumed**";
                }
                List<Long> after = peer.applicationBytes();
                if (after.size() > before) {
                    assertEquals(
                            0, sum(after.subList(before, after.size())), "bytes of the application, and a refusal");
                    return "judged";
                }
            }
            throw new AssertionError("no new connection was made");
        }
    }

    private static @Nullable Throwable failure(Player player) {
        try {
            player.call().run();
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private static Linchpin linchpin(PinPolicy policy) {
        return trusting(policy).build();
    }

    private static Linchpin.Builder trusting(PinPolicy policy) {
        return Linchpin.builder()
                .trustedCertificates(List.of(ROOT.certificate()))
                .policy(policy);
    }

    private static PinPolicy pinning(String pin) {
        return PinPolicy.builder().pin(HOST, pin, TestKey.generate().pin()).build();
    }

    private static long sum(List<Long> bytes) {
        return bytes.stream().mapToLong(Long::longValue).sum();
    }
}
