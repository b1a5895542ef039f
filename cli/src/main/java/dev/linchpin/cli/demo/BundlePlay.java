package dev.linchpin.cli.demo;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.process.TemporaryFolder;
import dev.linchpin.remote.Bundle;
import dev.linchpin.remote.BundleRefusal;
import dev.linchpin.remote.BundleResponse;
import dev.linchpin.remote.BundleState;
import dev.linchpin.remote.BundleStore;
import dev.linchpin.remote.BundleUpdater;
import dev.linchpin.remote.SignedBundle;
import dev.linchpin.remote.SigningKey;
import dev.linchpin.remote.TrustedKeys;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Pins that change while clients send requests: a real server, whose key is rotated, real clients, and an origin of bundles that is honest at
 * first. Nothing leaves this machine.
 */
final class BundlePlay implements AutoCloseable {
    private static final String HOST = "localhost";
    private static final String AUDIENCE = "demo";
    private static final String BACKUP = TestKey.generate().pin();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<TestKey> signers = List.of(TestKey.generate(), TestKey.generate(), TestKey.generate());
    private final TestCertificate root = TestCertificate.root("Demo Root");
    private final List<TestCertificate> leaves = List.of(root.leaf(HOST), root.leaf(HOST), root.leaf(HOST));
    private final Instant start = Instant.now();
    private final SettableClock clock = new SettableClock(start);
    private final BlockingQueue<BundleState> states = new LinkedBlockingQueue<>();
    private final List<Step> steps = new ArrayList<>();
    private final TemporaryFolder folder;
    private final TlsServer server;
    private final BundleUpdater updater;
    private final Linchpin linchpin;
    private volatile byte[] served = new byte[0];

    /**
     * What was done, and what came of it.
     *
     * @param what for people
     * @param outcome what happened
     * @param expected whether that is what should have
     */
    record Step(String what, String outcome, boolean expected) {}

    private BundlePlay() throws IOException {
        this.folder = TemporaryFolder.of("demo");
        this.server = TlsServer.builder().present(leaves.get(0).presented()).start();
        this.updater = BundleUpdater.builder()
                .audience(AUDIENCE)
                .keys(TrustedKeys.of(
                        2,
                        signers.stream().map(key -> SigningKey.of(key.spki())).toList()))
                .policy(pinning(0))
                .store(BundleStore.in(folder.path().resolve("bundles")))
                .source(request -> BundleResponse.of(served))
                .mismatchSpread(Duration.ZERO)
                .listener(states::add)
                .clock(clock)
                .build();
        this.linchpin = Linchpin.builder()
                .policy(updater.policy())
                .reporter(updater.reporter(report -> {}))
                .trustedCertificates(List.of(root.certificate()))
                .build();
    }

    /** Plays it all, in a second or two. */
    static List<Step> play() throws IOException, InterruptedException, GeneralSecurityException {
        try (BundlePlay play = new BundlePlay()) {
            play.updater.start(play.linchpin);
            play.rotateUnderLoad();
            play.rollBack();
            play.signWithOneStolenKey();
            play.healAMismatch();
            play.freeze();
            return List.copyOf(play.steps);
        }
    }

    private void rotateUnderLoad() throws InterruptedException, GeneralSecurityException {
        try (Crowd crowd = Crowd.of(4, () -> Crowd.get(server.uri(HOST, "/"), linchpin))) {
            crowd.awaitMore(40);
            served = signed(1, pinning(0, 1), 0, 1);
            updater.refresh();
            crowd.awaitMore(40);
            server.presentFromNowOn(leaves.get(1).presented());
            crowd.awaitMore(40);
            served = signed(2, pinning(1), 1, 2);
            BundleState state = updater.refresh();
            crowd.awaitMore(40);
            boolean adopted = state.inForce().map(Bundle::version).orElse(0L) == 2;
            steps.add(new Step(
                    "the key of the server is rotated by two bundles, while clients send requests",
                    crowd.requests() + " requests, " + crowd.failures() + " failed",
                    adopted && crowd.failures() == 0));
        }
    }

    private void rollBack() throws GeneralSecurityException {
        served = signed(1, pinning(0, 1), 0, 1);
        refused("the attacker serves bundle 1 again", BundleRefusal.OLDER_VERSION);
    }

    private void signWithOneStolenKey() throws GeneralSecurityException {
        served = signed(9, pinning(2), 0);
        refused("the attacker signs bundle 9, with one stolen key of three", BundleRefusal.TOO_FEW_SIGNATURES);
    }

    private void refused(String what, BundleRefusal reason) {
        BundleState state = updater.refresh();
        boolean expected =
                state.lastFailure().flatMap(BundleState.Failure::refusal).equals(Optional.of(reason))
                        && state.inForce().map(Bundle::version).orElse(0L) == 2;
        steps.add(new Step(
                what, state.lastFailure().map(BundleState.Failure::message).orElse("adopted"), expected));
    }

    private void healAMismatch() throws IOException, InterruptedException, GeneralSecurityException {
        served = signed(3, pinning(2), 0, 2);
        server.presentFromNowOn(leaves.get(2).presented());
        server.closeConnections(PATIENCE);
        states.clear();
        boolean refused = false;
        try {
            Crowd.get(server.uri(HOST, "/"), linchpin);
        } catch (IOException e) {
            refused = PinMismatchException.in(e).isPresent();
        }
        BundleState after = states.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        boolean adopted = after != null && after.inForce().map(Bundle::version).orElse(0L) == 3;
        boolean accepted = adopted && Crowd.get(server.uri(HOST, "/"), linchpin) == 200;
        steps.add(new Step(
                "the key changes before the bundle is here",
                accepted ? "refused, refreshed at once, accepted" : "not healed",
                refused && accepted));
    }

    private void freeze() {
        clock.now = start.plus(Duration.ofDays(31));
        BundleState state = updater.refresh();
        steps.add(new Step(
                "the origin serves bundle 3 for a month",
                state.expired() ? "noticed: it has expired, its pins stay in force" : "not noticed",
                state.expired() && state.inForce().map(Bundle::version).orElse(0L) == 3));
    }

    /** The policy that pins these of the leaves. */
    private PinPolicy pinning(int... which) {
        List<String> pins = new ArrayList<>(List.of(BACKUP));
        for (int leaf : which) {
            pins.add(leaves.get(leaf).pin());
        }
        return PinPolicy.builder().pin(HOST, pins.toArray(String[]::new)).build();
    }

    private byte[] signed(long version, PinPolicy policy, int... by) throws GeneralSecurityException {
        Bundle bundle = Bundle.builder()
                .version(version)
                .audience(AUDIENCE)
                .issuedAt(start)
                .expires(start.plus(Duration.ofDays(30)))
                .policy(policy)
                .build();
        SignedBundle document = null;
        for (int signer : by) {
            TestKey key = signers.get(signer);
            SigningKey open = SigningKey.of(key.spki());
            document = document == null
                    ? SignedBundle.sign(bundle, open, key.privateKey())
                    : document.sign(open, key.privateKey());
        }
        return document == null ? new byte[0] : document.bytes();
    }

    @Override
    public void close() throws IOException {
        updater.close();
        server.close();
        folder.close();
    }

    private static final class SettableClock extends Clock {
        private volatile Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
