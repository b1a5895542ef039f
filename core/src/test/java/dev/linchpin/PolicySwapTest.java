package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.report.PinReport;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

/**
 * One million verdicts while the policy changes all the time. Eight policies take turns, and no two agree on anything:
 *
 * <pre>
 *   policy             0        1        2        3      …
 *   PINNED    pins   key 0    key 1    key 2    key 3        the peer always presents key 3
 *   SOMETIMES pins     –      key 1      –      key 3
 *   unlisted         DENY     ALLOW    DENY     ALLOW
 * </pre>
 *
 * A verdict with the rule of one policy and the pin, the treatment or the generation of another gives itself away.
 */
class PolicySwapTest {
    private static final int VERDICTS = 1_000_000;
    private static final int JUDGES = 4;
    private static final int POLICIES = 8;
    private static final int PRESENTED = 3;
    private static final String PINNED = "api.linchpin.test";
    private static final String SOMETIMES = "sometimes.linchpin.test";
    private static final String NEVER = "never.linchpin.test";

    private final TestCertificate root = TestCertificate.root("Linchpin Root");
    private final List<TestCertificate> leaves = IntStream.range(0, POLICIES)
            .mapToObj(i -> root.leaf(PINNED, SOMETIMES, NEVER))
            .toList();
    private final List<PinPolicy> policies =
            IntStream.range(0, POLICIES).mapToObj(this::policy).toList();
    private final List<X509Certificate> presented =
            List.of(leaves.get(PRESENTED).certificate());
    private final BlockingQueue<PinReport> reports = new LinkedBlockingQueue<>();
    private final Linchpin linchpin = TestPolicies.trusting(root)
            .policy(policies.get(0))
            .reporter(reports::add)
            .build();

    @Test
    void no_verdict_mixes_two_policies() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(JUDGES + 2);
        try {
            Future<?> swaps = threads.submit(() -> swapUntil(over));
            Future<?> checks = threads.submit(() -> checkUntil(over));
            List<Callable<Integer>> judges = new ArrayList<>();
            for (int i = 0; i < JUDGES; i++) {
                judges.add(this::judge);
            }
            int verdicts = 0;
            for (Future<Integer> judged : threads.invokeAll(judges)) {
                verdicts += judged.get();
            }
            over.set(true);
            swaps.get();
            checks.get();
            assertEquals(VERDICTS, verdicts);
            assertTrue(linchpin.generation() > 10 * POLICIES, "the policy did change: " + linchpin.generation());
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        PinReport report = reports.poll(60, TimeUnit.SECONDS);
        assertFalse(report == null, "there are reports");
        for (; report != null; report = reports.poll()) {
            assertOfOnePolicy(report.verdict(), policyOf(report.generation()));
        }
    }

    private void swapUntil(AtomicBoolean over) {
        while (!over.get()) {
            linchpin.replacePolicy(policies.get((int) (linchpin.generation() % POLICIES)));
        }
    }

    /** The checks of adapters, which report, and so show the generation as well. */
    private void checkUntil(AtomicBoolean over) {
        while (!over.get()) {
            for (String host : List.of(PINNED, SOMETIMES, NEVER)) {
                try {
                    linchpin.check(host, null);
                } catch (SSLPeerUnverifiedException refused) {
                    PinVerdict verdict =
                            PinMismatchException.in(refused).orElseThrow().verdict();
                    assertTrue(policies.stream().anyMatch(policy -> isOf(verdict, policy)), verdict::toString);
                }
            }
        }
    }

    private int judge() {
        List<String> hosts = List.of(PINNED, SOMETIMES, NEVER);
        int judged = 0;
        for (; judged < VERDICTS / JUDGES; judged++) {
            String host = hosts.get(judged % hosts.size());
            long before = linchpin.generation();
            PinVerdict verdict = linchpin.verdict(host, presented);
            long after = linchpin.generation();
            assertInForce(verdict, before, after);
        }
        return judged;
    }

    /** What is said between two looks at the generation is said by a policy that was in force between them. */
    private void assertInForce(PinVerdict verdict, long before, long after) {
        for (long generation = before; generation <= Math.min(after, before + POLICIES); generation++) {
            if (isOf(verdict, policyOf(generation))) {
                return;
            }
        }
        throw new AssertionError(verdict + " is of no policy from generation " + before + " to " + after);
    }

    private void assertOfOnePolicy(PinVerdict verdict, PinPolicy policy) {
        assertTrue(isOf(verdict, policy), () -> verdict + " is not of " + policy.rules());
    }

    private boolean isOf(PinVerdict verdict, PinPolicy policy) {
        PinRule rule = policy.ruleFor(verdict.host()).orElse(null);
        if (verdict instanceof PinVerdict.Unlisted unlisted) {
            return rule == null && unlisted.treatment() == policy.unlistedHosts();
        }
        if (verdict instanceof PinVerdict.Matched matched) {
            return matched.rule() == rule
                    && policies.indexOf(policy) == PRESENTED
                    && rule.pins().contains(matched.pin());
        }
        PinVerdict.Mismatch mismatch = (PinVerdict.Mismatch) verdict;
        boolean withoutCertificate = mismatch.path().isEmpty();
        return mismatch.rule() == rule && (withoutCertificate || policies.indexOf(policy) != PRESENTED);
    }

    private PinPolicy policyOf(long generation) {
        return policies.get((int) ((generation - 1) % POLICIES));
    }

    private PinPolicy policy(int number) {
        String[] pins = {leaves.get(number).pin(), TestKey.generate().pin()};
        PinPolicy.Builder policy = PinPolicy.builder().pin(PINNED, pins);
        if (number % 2 == 1) {
            policy.pin(SOMETIMES, pins);
        }
        return policy.unlistedHosts(number % 2 == 1 ? UnlistedHosts.ALLOW : UnlistedHosts.DENY)
                .build();
    }

    /** The test would notice: each of these is a mix. */
    @Test
    void a_mix_would_show() {
        PinRule rule = policies.get(PRESENTED).rules().get(0);
        PinVerdict ofAnother = linchpin.verdict(PINNED, presented);
        assertSame(policies.get(0).rules().get(0), ((PinVerdict.Mismatch) ofAnother).rule());
        assertTrue(isOf(ofAnother, policies.get(0)));
        Hostname pinned = Hostname.parse(PINNED);
        Hostname sometimes = Hostname.parse(SOMETIMES);
        for (PinVerdict mix : Arrays.asList(
                new PinVerdict.Unlisted(sometimes, UnlistedHosts.ALLOW),
                new PinVerdict.Unlisted(pinned, UnlistedHosts.DENY),
                new PinVerdict.Matched(
                        pinned,
                        policies.get(1).rules().get(0),
                        rule.pins().iterator().next()))) {
            assertTrue(policies.stream().noneMatch(policy -> isOf(mix, policy)), mix::toString);
        }
    }
}
