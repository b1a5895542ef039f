package dev.linchpin.gauntlet.play;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.scenario.Expectation;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Step;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Many requests of one client for one URL at the same time. */
final class Crowd {
    /** More than any step begins, so that no request waits for another in the client's pool. */
    static final int AT_MOST = 64;

    private static final int THREADS = 4;
    /** After so many replacements at full speed, the policy stands still until a request has come and gone. */
    private static final int BURST = 49; // odd: now one of the policies, now the other

    private final Client client;
    private final URI uri;
    private final Calls calls;
    private final Function<Expectation, Finding> request;
    private volatile Phase phase = new Phase(null);

    /** @param request sends one request for the URL and judges it */
    Crowd(Client client, URI uri, Calls calls, Function<Expectation, Finding> request) {
        this.client = client;
        this.uri = uri;
        this.calls = calls;
        this.request = request;
    }

    /**
     * Begins requests and waits until the server has them all. What becomes of them is not judged: they began under a policy that
     * accepts the peer.
     *
     * @param arrived how many requests the server has
     * @return null if all went well
     */
    @Nullable
    Finding hold(int requests, IntSupplier arrived) throws InterruptedException {
        List<FutureTask<Client.Reply>> begun = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            begun.add(calls.begin(() -> client.get(uri)));
        }
        long deadline = System.nanoTime() + calls.patience().toNanos();
        while (arrived.getAsInt() < requests) {
            if (begun.stream().anyMatch(FutureTask::isDone) || System.nanoTime() > deadline) {
                return Finding.error("only " + arrived.getAsInt() + " of " + requests + " requests are held", null);
            }
            Thread.sleep(1);
        }
        return null;
    }

    /** Requests on a few threads without a pause, from before the first replacement until after the last; null if all went well. */
    @Nullable
    Finding requestWhilePolicyIsReplaced(Step.ReplaceUnderLoad load) throws Exception {
        AtomicReference<@Nullable Finding> complaint = new AtomicReference<>();
        AtomicBoolean over = new AtomicBoolean();
        List<FutureTask<Boolean>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(calls.begin(() -> {
                while (!over.get() && complaint.get() == null) {
                    complaint.compareAndSet(null, requestOnce());
                }
                return true;
            }));
        }
        for (int i = 1; i <= load.times() && complaint.get() == null; i++) {
            boolean refusing = (load.times() - i) % 2 == 0;
            phase = new Phase(null);
            client.replacePolicy(refusing ? load.refusing() : load.accepting());
            phase = new Phase(refusing ? Outcome.REFUSE : Outcome.ACCEPT);
            if (i % BURST == 0) {
                awaitWitness(complaint);
            }
        }
        over.set(true);
        for (FutureTask<Boolean> thread : threads) {
            calls.wait(thread);
        }
        return complaint.get();
    }

    /** A failed connection holds no verdict: clients may close one under a request when they replace the policy. */
    private @Nullable Finding requestOnce() {
        Phase before = phase;
        Finding finding = request.apply(Expectation.REFUSE_PIN);
        if (finding.outcome() == Outcome.ERROR) {
            return finding.isFailedConnection() ? null : finding;
        }
        if (phase != before) {
            return null; // the policy changed meanwhile: either outcome is right
        }
        if (finding.outcome() == before.demanded) {
            before.witnesses.incrementAndGet();
        }
        boolean fellFor = before.demanded == Outcome.REFUSE && finding.outcome() == Outcome.ACCEPT;
        return fellFor ? finding.because("a request was accepted that began after the policy forbade it") : null;
    }

    private void awaitWitness(AtomicReference<@Nullable Finding> complaint) throws Exception {
        long deadline = System.nanoTime() + calls.patience().toNanos();
        while (phase.witnesses.get() == 0 && complaint.get() == null) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("no request came to an end while the policy stood still");
            }
            Thread.sleep(1);
        }
    }

    /** A time in which the policy does not change, or one in which it does. */
    private static final class Phase {
        /** What the policy demands; null while it is being replaced. */
        private final @Nullable Outcome demanded;

        /** How many requests began and ended in this phase and came to what it demands. */
        private final AtomicInteger witnesses = new AtomicInteger();

        private Phase(@Nullable Outcome demanded) {
            this.demanded = demanded;
        }
    }
}
