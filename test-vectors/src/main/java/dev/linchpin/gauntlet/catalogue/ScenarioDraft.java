package dev.linchpin.gauntlet.catalogue;

import dev.linchpin.gauntlet.scenario.Conduct;
import dev.linchpin.gauntlet.scenario.Expectation;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import dev.linchpin.gauntlet.scenario.TrustSpec;
import dev.linchpin.gauntlet.transport.Loopback;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes a {@link Scenario} as a few lines that read from top to bottom. Unless said otherwise, the first server is judged. */
final class ScenarioDraft {
    private final String id;
    private final String title;
    private final String attack;
    private final List<Scenario.Peer> servers = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private PolicySpec policy = PolicySpec.of();
    private TrustSpec trust = TrustSpec.STANDARD;
    private String judged = "";
    private final Set<String> flags = new LinkedHashSet<>();
    private final List<String> references = new ArrayList<>();
    private Set<Protocol> protocols = EnumSet.allOf(Protocol.class);
    private Set<TlsVersion> tls = EnumSet.allOf(TlsVersion.class);
    private Optional<Duration> patience = Optional.empty();
    private final Set<Feature> platform = EnumSet.noneOf(Feature.class);

    private ScenarioDraft(String id, String title, String attack) {
        this.id = id;
        this.title = title;
        this.attack = attack;
    }

    static ScenarioDraft scenario(String id, String title, String attack) {
        return new ScenarioDraft(id, title, attack);
    }

    /** A server that presents this chain, leaf first. */
    ScenarioDraft server(String name, TestCertificate... presents) {
        return add(new Scenario.Peer(name, List.of(presents), Loopback.ADDRESS, new Conduct.Serves()));
    }

    /** Instead of 127.0.0.1, the last server listens here; several addresses are all addresses of the host, with one port. */
    ScenarioDraft at(String address) {
        Scenario.Peer last = servers.remove(servers.size() - 1);
        return add(new Scenario.Peer(last.name(), last.presents(), address, last.conduct()));
    }

    /** The last server sends its part of the handshake byte by byte. */
    ScenarioDraft dribbling(Duration pause) {
        Scenario.Peer last = servers.remove(servers.size() - 1);
        return add(new Scenario.Peer(last.name(), last.presents(), last.address(), new Conduct.Dribbles(pause)));
    }

    /** A proxy that leads every tunnel to this server. */
    ScenarioDraft proxyTo(String server) {
        return add(new Scenario.Peer("proxy", List.of(), Loopback.ADDRESS, new Conduct.TunnelsTo(server)));
    }

    /** A port that refuses connections. */
    ScenarioDraft down(String name) {
        return add(new Scenario.Peer(name, List.of(), Loopback.ADDRESS, new Conduct.IsDown()));
    }

    private ScenarioDraft add(Scenario.Peer peer) {
        servers.add(peer);
        judged = judged.isEmpty() ? peer.name() : judged;
        return this;
    }

    ScenarioDraft judging(String server) {
        judged = server;
        return this;
    }

    ScenarioDraft policy(PolicySpec policy) {
        this.policy = policy;
        return this;
    }

    ScenarioDraft policy(PolicySpec.Rule... rules) {
        return policy(PolicySpec.of(rules));
    }

    /** The trust manager accepts no path with one of these. */
    ScenarioDraft blocking(TestCertificate... certificates) {
        trust = new TrustSpec(
                Stream.of(certificates).map(TestCertificate::certificate).toList(), trust.names());
        return this;
    }

    ScenarioDraft names(TrustSpec.Names names) {
        trust = new TrustSpec(trust.blocked(), names);
        return this;
    }

    /** What the platform around the client has to be. */
    ScenarioDraft on(Feature platform) {
        this.platform.add(platform);
        return this;
    }

    ScenarioDraft only(Protocol protocol) {
        this.protocols = EnumSet.of(protocol);
        return this;
    }

    ScenarioDraft only(TlsVersion version) {
        this.tls = EnumSet.of(version);
        return this;
    }

    /** A scenario that takes its time: how long one call of the client may last. */
    ScenarioDraft patience(Duration longest) {
        this.patience = Optional.of(longest);
        return this;
    }

    /** What the vectors call this: a flag of one of their files. */
    ScenarioDraft flag(String flag) {
        flags.add(flag);
        return this;
    }

    /** Where this happened to somebody, or is specified. */
    ScenarioDraft reference(String reference) {
        references.add(reference);
        return this;
    }

    /** A request that must succeed before the judged one. */
    ScenarioDraft after(String url) {
        return step(new Step.Get(url, Expectation.ACCEPT));
    }

    /** A request before the judged one that must be refused for its pins. */
    ScenarioDraft afterRefusal(String url) {
        return step(new Step.Get(url, Expectation.REFUSE_PIN));
    }

    ScenarioDraft replacingPolicy(PolicySpec next) {
        return step(new Step.ReplacePolicy(next));
    }

    ScenarioDraft closingConnections() {
        return step(new Step.CloseConnections(judged));
    }

    /** Anything that must happen before the judged request. */
    ScenarioDraft then(Step step) {
        return step(step);
    }

    Scenario accept() {
        return accept(standardUrl());
    }

    Scenario accept(String url) {
        return judge(url, Expectation.ACCEPT);
    }

    Scenario refuseForPin() {
        return refuseForPin(standardUrl());
    }

    Scenario refuseForPin(String url) {
        return judge(url, Expectation.REFUSE_PIN);
    }

    Scenario refuseForPkix() {
        return refuseForPkix(standardUrl());
    }

    Scenario refuseForPkix(String url) {
        return judge(url, Expectation.REFUSE_PKIX);
    }

    Scenario breakOff() {
        return breakOff(standardUrl());
    }

    Scenario breakOff(String url) {
        return judge(url, Expectation.BREAK_OFF);
    }

    Scenario refuseRedirect(String url) {
        return judge(url, Expectation.REFUSE_REDIRECT);
    }

    Scenario avoid() {
        return judge(standardUrl(), Expectation.AVOID);
    }

    Scenario openWebSocket(Expectation expected) {
        return judge(new Step.OpenWebSocket(standardUrl(), expected));
    }

    private String standardUrl() {
        return "https://" + TestPki.HOST + ":{" + judged + "}/" + id;
    }

    private Scenario judge(String url, Expectation expected) {
        return judge(new Step.Get(url, expected));
    }

    Scenario judge(Step.Request request) {
        step(request);
        return new Scenario(
                id,
                title,
                attack,
                new Scenario.Background(flags, references),
                servers,
                judged,
                policy,
                trust,
                steps,
                new Scenario.Conditions(protocols, tls, patience, platform));
    }

    private ScenarioDraft step(Step step) {
        steps.add(step);
        return this;
    }
}
