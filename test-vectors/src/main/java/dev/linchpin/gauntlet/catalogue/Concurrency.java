package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import java.util.List;

/** Policies that change while requests are under way, and policies side by side. */
final class Concurrency {
    private static final String FIRST = "https://" + HOST + ":{genuine}/first";
    private static final int REQUESTS_IN_FLIGHT = 50;
    private static final int REPLACEMENTS = 1_000;

    private Concurrency() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                revokedInFlight(pki),
                replacedUnderLoad(pki),
                secondClientStricter(pki),
                scenario(
                                "second-client-laxer",
                                "two policies, second one accepts",
                                "None: there is a client whose policy refuses the server, and a second one whose policy accepts it.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .policy(pki.pinned(pki.rogueIssuing))
                        .then(new Step.AnotherClient(pki.pinned(pki.leaf)))
                        .accept());
    }

    /**
     * <pre>
     *   client ── 50 × GET ──────> server               policy: leaf pinned
     *   application replaces the policy                 policy: leaf no longer pinned
     *   client ── GET ──╳                               50 connections, or streams, are open
     *   client <── 50 × answer ─── server               may come, may fail
     * </pre>
     */
    private static Scenario revokedInFlight(TestPki pki) {
        return scenario(
                        "revoked-in-flight",
                        "pin revoked, 50 requests in flight",
                        "The key is withdrawn from the policy while its holder has yet to answer 50 requests, on connections that are all alive.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .then(new Step.HoldRequests("https://" + HOST + ":{genuine}/held", REQUESTS_IN_FLIGHT))
                .replacingPolicy(pki.pinned(pki.rogueIssuing))
                .refuseForPin();
    }

    /**
     * <pre>
     *   client ── GET ── GET ── GET ── GET ── GET ── … ──> server
     *   policy    pinned │ not │ pinned │ not │ …          1,000 times, the last one: not
     *   client ── GET ──╳                                  judged by the last one
     * </pre>
     */
    private static Scenario replacedUnderLoad(TestPki pki) {
        return scenario(
                        "replaced-under-load",
                        "policy replaced 1,000 times under load",
                        "The key is withdrawn and put back 1,000 times while requests never cease, and is withdrawn in the end.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .then(new Step.ReplaceUnderLoad(
                        FIRST, pki.pinned(pki.leaf), pki.pinned(pki.rogueIssuing), REPLACEMENTS))
                .refuseForPin();
    }

    /**
     * <pre>
     *   one client      ── GET ──> server       policy: leaf pinned; connection and session are kept
     *   another client  ── GET ──╳              policy: leaf not pinned
     * </pre>
     */
    private static Scenario secondClientStricter(TestPki pki) {
        return scenario(
                        "second-client-stricter",
                        "two policies, second one refuses",
                        "A client without the right to talk to the server hopes for a connection or session of one that has it.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .after(FIRST)
                .then(new Step.AnotherClient(pki.pinned(pki.rogueIssuing)))
                .refuseForPin();
    }
}
