package dev.linchpin.gauntlet.scenario;

import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Reads off a scenario what a client has to be able to do, so that no scenario can forget to say so. */
public final class Needs {
    private final Set<Feature> needs = EnumSet.noneOf(Feature.class);

    private Needs() {}

    static Set<Feature> of(Scenario scenario) {
        Needs needs = new Needs();
        needs.of(scenario.policy());
        needs.of(scenario.trust());
        needs.needs.addAll(scenario.conditions().platform());
        scenario.servers().forEach(needs::of);
        scenario.steps().forEach(needs::of);
        needs.add(Feature.SEVERAL_REQUESTS, scenario.steps().size() > 1);
        needs.add(Feature.SEVERAL_ADDRESSES, scenario.addresses().size() > 1);
        needs.add(
                Feature.PROXY,
                scenario.servers().stream().anyMatch(peer -> peer.conduct() instanceof Conduct.TunnelsTo));
        return Collections.unmodifiableSet(needs.needs);
    }

    private void of(Scenario.Peer server) {
        for (TestCertificate certificate : server.presents()) {
            KeyType key = certificate.key().type();
            add(Feature.UNUSUAL_KEYS, key == KeyType.ED25519 || key == KeyType.RSA_2048_WITHOUT_NULL);
        }
    }

    private void of(TrustSpec trust) {
        add(Feature.BLOCK_LIST, !trust.blocked().isEmpty());
        add(Feature.BLIND_TRUST_MANAGER, trust.names() == TrustSpec.Names.BLIND_TRUST_MANAGER);
        add(Feature.PERMISSIVE_VERIFIER, trust.names() == TrustSpec.Names.PERMISSIVE_VERIFIER);
    }

    private void of(Step step) {
        if (step instanceof Step.Request request) {
            add(Feature.REDIRECTS, request.url().contains("/redirect?"));
            add(Feature.IPV6, request.url().startsWith("https://["));
            add(Feature.WEB_SOCKETS, request instanceof Step.OpenWebSocket);
            add(Feature.SERVER_NAME, request instanceof Step.GetUnderName);
        } else if (step instanceof Step.ReplacePolicy replace) {
            add(Feature.REPLACE_POLICY, true);
            of(replace.policy());
        } else if (step instanceof Step.TimePasses) {
            add(Feature.CLOCK, true);
        } else if (step instanceof Step.Connect) {
            add(Feature.EARLY_CONNECTIONS, true);
        } else if (step instanceof Step.AnotherClient another) {
            add(Feature.TWO_CLIENTS, true);
            of(another.policy());
        } else if (step instanceof Step.HoldRequests) {
            add(Feature.CONCURRENCY, true);
        } else if (step instanceof Step.ReplaceUnderLoad load) {
            add(Feature.CONCURRENCY, true);
            add(Feature.REPLACE_POLICY, true);
            of(load.accepting());
            of(load.refusing());
        }
    }

    /** Who reads a file reads all that is in it. */
    private void of(PolicySpec policy) {
        if (policy.file().isPresent()) {
            add(Feature.POLICY_FILES, true);
            return;
        }
        add(Feature.SEVERAL_RULES, policy.rules().size() > 1);
        add(Feature.EXEMPTIONS, !policy.exemptions().isEmpty());
        add(Feature.UNLISTED_HOSTS, policy.unlisted() != PolicySpec.Unlisted.ALLOW);
        for (PolicySpec.Rule rule : policy.rules()) {
            add(Feature.HOST_PATTERNS, rule.pattern().startsWith("*"));
            add(Feature.CERTIFICATE_PINS, rule.pins().stream().anyMatch(pin -> pin.startsWith("cert-")));
            add(Feature.REPORT_ONLY, rule.reportOnly());
            add(Feature.EXPIRY, rule.expiry() != null);
        }
    }

    private void add(Feature feature, boolean needed) {
        if (needed) {
            needs.add(feature);
        }
    }
}
