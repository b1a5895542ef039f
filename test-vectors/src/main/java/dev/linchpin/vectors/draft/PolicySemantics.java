package dev.linchpin.vectors.draft;

import dev.linchpin.pki.TestCertificate;
import dev.linchpin.vectors.VectorFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rule decides about a peer: mode, expiry, and the platform's own verdict. */
final class PolicySemantics {
    private static final String OP = "policy.decide";
    static final String ENFORCE = "enforce";
    private static final String REPORT_ONLY = "report-only";
    static final String OPEN = "fail-open";
    static final String CLOSED = "fail-closed";
    static final String NOW = "2030-01-01T00:00:00Z";
    static final String BEFORE = "2029-12-31T23:59:59Z";
    static final String AFTER = "2030-01-01T00:00:01Z";

    private final TopicDraft topic = TopicDraft.of(
            "policy-semantics",
            "policy.decide: what does a rule decide about the leaf of a peer that the platform has accepted or refused?",
            "match; mismatch (refused); report (a mismatch that is accepted and reported); expired (the rule is over, the peer"
                    + " accepted and reported); reject (the platform refused the peer, the rule is over and fails closed, or the"
                    + " rule is malformed).",
            "mode may be left out and is then enforce. The instant of the expiry still belongs to the rule.");
    private final TestCertificate leaf =
            Forge.leaf("rule leaf", "api.example.com").signedBy(Forge.root("Rule Root"));
    final List<String> right = List.of(leaf.pin(), Forge.key("rule spare").pin());
    private final List<String> wrong =
            List.of(Forge.key("rule spare").pin(), Forge.key("rule spare 2").pin());

    private PolicySemantics() {}

    static VectorFile draft() {
        PolicySemantics draft = new PolicySemantics();
        PolicySemanticsNotes.addTo(draft.topic);
        draft.modes(draft.topic.group("mode", OP));
        draft.platform(draft.topic.group("platform", OP));
        draft.expiry(draft.topic.group("expiry", OP));
        ExpiryTexts texts = new ExpiryTexts(draft);
        texts.instants(draft.topic.group("instant", OP));
        texts.malformed(draft.topic.group("malformed-instant", OP));
        draft.rules(draft.topic.group("rule", OP));
        return draft.topic.finish();
    }

    private void modes(GroupDraft group) {
        decide(group, "enforce-match", "a pin that matches", "Mode", rule(right, ENFORCE))
                .expect("match");
        decide(group, "enforce-mismatch", "no pin that matches", "Mode", rule(wrong, ENFORCE))
                .expect("mismatch")
                .unlike("enforce-match");
        decide(group, "report-only-match", "a pin that matches", "Mode", rule(right, REPORT_ONLY))
                .expect("match");
        decide(group, "report-only-mismatch", "no pin that matches", "Mode", rule(wrong, REPORT_ONLY))
                .expect("report");
        decide(group, "default-match", "no mode, and a pin that matches", "DefaultMode", Map.of("pins", right))
                .expect("match");
        decide(group, "default-mismatch", "no mode, and no pin that matches", "DefaultMode", Map.of("pins", wrong))
                .expect("mismatch")
                .unlike("default-match");
    }

    private void platform(GroupDraft group) {
        refused(group, "enforce-match", "the pin matches", rule(right, ENFORCE), "enforce-match");
        refused(group, "enforce-mismatch", "no pin matches", rule(wrong, ENFORCE), "enforce-match");
        refused(
                group,
                "report-only-match",
                "the pin matches, in a rule that only reports",
                rule(right, REPORT_ONLY),
                "report-only-match");
        refused(
                group,
                "report-only-mismatch",
                "no pin matches, in a rule that only reports",
                rule(wrong, REPORT_ONLY),
                "report-only-mismatch");
        ask(
                        group,
                        "expired-open",
                        "the rule is over and fails open",
                        "PlatformFirst",
                        NOW,
                        "refused",
                        rule(right, ENFORCE, "2029-01-01T00:00:00Z", OPEN))
                .needs("expiry")
                .expect("reject")
                .unlike("expiry::after-open");
    }

    private void refused(GroupDraft group, String id, String comment, Map<String, Object> rule, String baseline) {
        ask(group, id, comment, "PlatformFirst", NOW, "refused", rule)
                .expect("reject")
                .unlike("mode::" + baseline);
    }

    private void expiry(GroupDraft group) {
        for (String then : List.of(OPEN, CLOSED)) {
            String way = then.substring("fail-".length());
            until(
                            group,
                            "match-before-" + way,
                            "a second before, with the right pin",
                            "ExpiryBoundary",
                            BEFORE,
                            right,
                            then)
                    .expect("match");
            until(group, "match-at-" + way, "at the instant, with the right pin", "ExpiryBoundary", NOW, right, then)
                    .expect("match");
            until(
                            group,
                            "mismatch-before-" + way,
                            "a second before, without the right pin",
                            "ExpiryBoundary",
                            BEFORE,
                            wrong,
                            then)
                    .expect("mismatch")
                    .unlike("match-before-" + way);
            until(
                            group,
                            "mismatch-at-" + way,
                            "at the instant, without the right pin",
                            "ExpiryBoundary",
                            NOW,
                            wrong,
                            then)
                    .expect("mismatch")
                    .unlike("match-at-" + way);
        }
        until(group, "after-open", "a second after, failing open", "AfterExpiry", AFTER, wrong, OPEN)
                .expect("expired");
        until(group, "after-open-match", "the same with the right pin", "AfterExpiry", AFTER, right, OPEN)
                .expect("expired");
        until(group, "after-closed", "a second after, failing closed", "AfterExpiry", AFTER, wrong, CLOSED)
                .expect("reject")
                .unlike("match-at-closed");
        until(group, "after-closed-match", "the same with the right pin", "AfterExpiry", AFTER, right, CLOSED)
                .expect("reject")
                .unlike("match-at-closed");
        decide(group, "none", "a rule without expiry", "Mode", rule(wrong, ENFORCE))
                .expect("mismatch")
                .unlike("mode::enforce-match");
        at(
                        group,
                        "report-only-before",
                        "a second before, only reported",
                        "ExpiryBoundary",
                        BEFORE,
                        rule(wrong, REPORT_ONLY, NOW, OPEN))
                .expect("report");
        at(
                        group,
                        "report-only-after",
                        "a second after, only reported",
                        "AfterExpiry",
                        AFTER,
                        rule(wrong, REPORT_ONLY, NOW, OPEN))
                .expect("expired");
    }

    private CaseDraft until(
            GroupDraft group, String id, String comment, String flag, String now, List<String> pins, String then) {
        return at(group, id, comment, flag, now, rule(pins, ENFORCE, NOW, then));
    }

    private void rules(GroupDraft group) {
        List<String> one = right.subList(0, 1);
        List<String> zero = List.of();
        decide(group, "one-pin", "one pin", "NoBackup", rule(one, ENFORCE)).choice("backup-pin", "reject", "match");
        decide(group, "one-pin-report-only", "one pin, which is enough to report", "Mode", rule(one, REPORT_ONLY))
                .expect("match");
        malformed(group, "no-pins", "no pins", rule(zero, ENFORCE));
        malformed(group, "no-pins-report-only", "no pins, and only reported", rule(zero, REPORT_ONLY));
        malformed(
                group,
                "malformed-pin",
                "a malformed pin beside the right one",
                rule(List.of(leaf.pin(), "sha256/AAAA"), ENFORCE));
        malformed(
                group,
                "malformed-pin-report-only",
                "the same, only reported",
                rule(List.of(leaf.pin(), "sha256/AAAA"), REPORT_ONLY));
        expired(
                group,
                "malformed-pin-expired",
                "the same in a rule that is over",
                rule(List.of(leaf.pin(), "sha256/AAAA"), ENFORCE, "2029-01-01T00:00:00Z", OPEN));
        expired(
                group,
                "report-only-fail-closed",
                "a rule that refuses nothing, until it is over and refuses all",
                rule(right, REPORT_ONLY, "2031-01-01T00:00:00Z", CLOSED));
    }

    private void malformed(GroupDraft group, String id, String comment, Map<String, Object> rule) {
        decide(group, id, comment, "MalformedRule", rule).expect("reject").unlike("mode::enforce-match");
    }

    private void expired(GroupDraft group, String id, String comment, Map<String, Object> rule) {
        at(group, id, comment, "MalformedRule", NOW, rule).expect("reject").unlike("expiry::after-open-match");
    }

    private CaseDraft decide(GroupDraft group, String id, String comment, String flag, Map<String, Object> rule) {
        return ask(group, id, comment, flag, NOW, "accepted", rule);
    }

    CaseDraft at(GroupDraft group, String id, String comment, String flag, String now, Map<String, Object> rule) {
        return ask(group, id, comment, flag, now, "accepted", rule).needs("expiry");
    }

    private CaseDraft ask(
            GroupDraft group,
            String id,
            String comment,
            String flag,
            String now,
            String platform,
            Map<String, Object> rule) {
        return group.test(id, comment, flag)
                .in("rule", rule, "now", now, "certificate", topic.cert("rule-leaf", leaf.der()), "platform", platform);
    }

    static Map<String, Object> rule(List<String> pins, String mode) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("pins", pins);
        rule.put("mode", mode);
        return rule;
    }

    static Map<String, Object> rule(List<String> pins, String mode, String expires, String then) {
        Map<String, Object> rule = rule(pins, mode);
        rule.put("expires", expires);
        rule.put("afterExpiry", then);
        return rule;
    }
}
