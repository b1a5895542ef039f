package dev.linchpin.gauntlet.report;

import dev.linchpin.format.Provenance;
import dev.linchpin.format.Provenance.Software;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Expectation;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import dev.linchpin.gauntlet.scenario.TrustSpec;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What could have come of a run; the report is about it, and no client is. */
final class MadeUpRun {
    static final Scenario GENUINE = scenario("leaf-pinned", "leaf pinned", Expectation.ACCEPT, List.of());
    static final Scenario ROGUE = scenario(
            "rogue", "rogue leaf, pinned intermediate appended", Expectation.REFUSE_PIN, List.of("CVE-2016-2402"));
    static final Provenance PROVENANCE = new Provenance(
            Instant.parse("2026-11-27T01:02:03.456Z"),
            "1.2.3",
            "0123456789abcdef0123456789abcdef01234567-dirty",
            "17.0.1+12 (A maker of JDKs)",
            "Linux 6.1 amd64",
            List.of(
                    new Software("provider", "Conscrypt", "2.9.0"),
                    new Software("client", "okhttp", "5.5.1"),
                    new Software("client", "unpinned", "5.5.1"),
                    new Software("client", "node-published-with-handler", "")));

    private static final List<String> PROVIDERS = List.of("SunJSSE", "Conscrypt", "BCJSSE", "BC-first", "hardened");
    private static final Transport TRANSPORT = Transport.of(Protocol.HTTP_1_1, TlsVersion.TLS_1_3);

    private final List<Result> results = new ArrayList<>();

    /** Clients to compare with do what they are known to, all others what is wanted. */
    MadeUpRun() {
        for (String provider : PROVIDERS) {
            play(GENUINE, "okhttp", provider, Outcome.ACCEPT, 100, null);
            play(ROGUE, "okhttp", provider, Outcome.REFUSE, 0, null);
        }
        play(GENUINE, "unpinned", "SunJSSE", Outcome.ACCEPT, 100, null);
        play(ROGUE, "unpinned", "SunJSSE", Outcome.ACCEPT, 100, "it has no pins");
        play(GENUINE, "node-published-with-handler", "node", Outcome.REFUSE, 0, "it hashes something else");
        play(ROGUE, "node-published-with-handler", "node", Outcome.REFUSE, 7, "it sends before it looks");
    }

    MadeUpRun play(
            Scenario scenario, String client, String provider, Outcome actual, long bytes, @Nullable String known) {
        results.removeIf(result -> result.scenario().equals(scenario)
                && result.client().equals(client)
                && result.provider().equals(provider));
        Outcome expected = scenario.expected().outcome();
        String note = actual == expected ? "" : "somebody <b>wrote</b> this";
        results.add(new Result(scenario, client, provider, TRANSPORT, expected, actual, bytes, null, note, known));
        return this;
    }

    GauntletReport report() {
        List<Entrant> entrants = new ArrayList<>();
        PROVIDERS.forEach(provider -> entrants.add(new Entrant("okhttp", provider, "5.5.1")));
        entrants.add(new Entrant("unpinned", "SunJSSE", ""));
        entrants.add(new Entrant("node-published-with-handler", "node", "v20"));
        entrants.add(new Entrant("swift", "none", ""));
        return new GauntletReport(
                List.of(GENUINE, ROGUE),
                entrants,
                results,
                List.of(new Omission(ROGUE, "swift", "none", TRANSPORT, "there is no swift")),
                List.of(),
                List.of());
    }

    String page() {
        return GauntletHtml.write(report(), PROVENANCE);
    }

    private static Scenario scenario(String id, String title, Expectation expected, List<String> references) {
        return new Scenario(
                id,
                title,
                "What is done to the client.",
                new Scenario.Background(Set.of(), references),
                List.of(),
                "server",
                PolicySpec.of(),
                TrustSpec.STANDARD,
                List.of(new Step.Get("https://api.example.com:{server}/", expected)),
                new Scenario.Conditions(
                        EnumSet.allOf(Protocol.class), EnumSet.allOf(TlsVersion.class), Optional.empty(), Set.of()));
    }
}
