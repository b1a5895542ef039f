package dev.linchpin.cli.check;

import dev.linchpin.cli.check.HostReport.RuleReport;
import dev.linchpin.cli.check.HostReport.SeenPin;
import dev.linchpin.cli.check.HostReport.Sight;
import dev.linchpin.cli.check.ServerReport.Match;
import dev.linchpin.cli.peer.Endpoint;
import dev.linchpin.pin.Pin;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks hosts one by one: what their servers present, what clients make of it, and what is to be said about the rule. */
final class HostCheck {
    private final PinPolicy policy;
    private final Servers servers;
    private final ExpiryWatch expiries;

    /** @param expiries says what ends too soon */
    HostCheck(PinPolicy policy, Servers servers, ExpiryWatch expiries) {
        this.policy = policy;
        this.servers = servers;
        this.expiries = expiries;
    }

    HostReport check(Endpoint peer) {
        List<Presentation> presentations = servers.presentationsOf(peer);
        PinRule rule = policy.ruleFor(peer.host()).orElse(null);
        Map<Pin, Sight> pins = sights(rule, presentations);
        List<Pin> absent = pins.entrySet().stream()
                .filter(pin -> pin.getValue() == Sight.ABSENT)
                .map(Map.Entry::getKey)
                .toList();
        List<ServerReport> reports = presentations.stream()
                .map(presentation -> report(presentation, List.copyOf(pins.keySet()), absent))
                .toList();
        List<Finding> findings = new ArrayList<>();
        reports.forEach(report -> verdictOf(report, findings));
        presentations.forEach(presentation -> findings.addAll(presentation.findings()));
        pins(pins, findings);
        expiries.find(rule, reports, findings);
        return new HostReport(
                peer.host().toString(),
                peer.port(),
                worst(reports),
                findings.stream()
                        .map(Finding::severity)
                        .max(Comparator.naturalOrder())
                        .orElse(Severity.NONE),
                rule == null ? null : report(rule, pins),
                reports,
                findings.stream().distinct().toList(),
                peer.toString());
    }

    private static Verdict worst(List<ServerReport> reports) {
        return reports.stream()
                .map(ServerReport::verdict)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Where each pin of the rule was seen, in the order of the rule. */
    private static Map<Pin, Sight> sights(@Nullable PinRule rule, List<Presentation> presentations) {
        Map<Pin, Sight> sights = new LinkedHashMap<>();
        if (rule != null) {
            for (Pin pin : rule.pins()) {
                sights.put(
                        pin,
                        presentations.stream()
                                .map(presentation -> sight(pin, presentation.judgement()))
                                .max(Comparator.naturalOrder())
                                .orElse(Sight.ABSENT));
            }
        }
        return sights;
    }

    private static Sight sight(Pin pin, Judgement judgement) {
        if (pin.equals(judgement.pin())) {
            return Sight.MATCHED;
        } else if (isAmong(judgement.path(), pin)) {
            return Sight.ON_PATH;
        }
        return isAmong(judgement.sent(), pin) ? Sight.SENT : Sight.ABSENT;
    }

    private static boolean isAmong(List<X509Certificate> certificates, Pin pin) {
        return certificates.stream().anyMatch(certificate -> PathCertificate.satisfies(certificate, pin));
    }

    private static ServerReport report(Presentation presentation, List<Pin> pins, List<Pin> absent) {
        Judgement judgement = presentation.judgement();
        List<PathCertificate> certificates = judgement.certificates();
        Pin pin = judgement.pin();
        @Nullable Match match = null;
        String renewal = "";
        for (PathCertificate certificate : certificates) {
            if (pin != null && certificate.matched()) {
                match = new Match(pin.toString(), pins.indexOf(pin) + 1, pins.size(), certificate.role());
                renewal = Renewal.forecast(certificate, pin, absent);
            }
        }
        return new ServerReport(
                presentation.address(),
                presentation.kind(),
                judgement.verdict(),
                judgement.detail(),
                match,
                renewal,
                certificates);
    }

    private static RuleReport report(PinRule rule, Map<Pin, Sight> pins) {
        @Nullable Instant expires = rule.expires().orElse(null);
        return new RuleReport(
                rule.hosts().toString(),
                rule.mode().toString(),
                expires,
                rule.afterExpiry().map(Enum::toString).orElse(null),
                pins.entrySet().stream()
                        .map(pin -> new SeenPin(pin.getKey().toString(), pin.getValue()))
                        .toList());
    }

    private static void verdictOf(ServerReport report, List<Finding> findings) {
        Verdict verdict = report.verdict();
        if (verdict.severity() != Severity.NONE) {
            findings.add(new Finding(verdict.severity(), verdict.id(), report.place() + ": " + report.outcome()));
        }
    }

    private static void pins(Map<Pin, Sight> pins, List<Finding> findings) {
        Map<Sight, List<String>> bySight = new EnumMap<>(Sight.class);
        int number = 0;
        for (Sight sight : pins.values()) {
            bySight.computeIfAbsent(sight, any -> new ArrayList<>()).add(++number + "");
        }
        List<String> matched = bySight.getOrDefault(Sight.MATCHED, List.of());
        List<String> absent = bySight.getOrDefault(Sight.ABSENT, List.of());
        List<String> served = bySight.getOrDefault(Sight.ON_PATH, List.of());
        List<String> sent = bySight.getOrDefault(Sight.SENT, List.of());
        if (!matched.isEmpty() && absent.isEmpty()) {
            findings.add(new Finding(
                    Severity.WARNING,
                    "no-backup",
                    "every pin of the rule is in what the host serves, so none is a backup for a key that is lost"));
        } else if (!matched.isEmpty() && !served.isEmpty()) {
            findings.add(new Finding(
                    Severity.NOTE,
                    "pin-served",
                    numbered(served) + " in the same chain as the one that matches, and no backup of it"));
        }
        if (!sent.isEmpty()) {
            findings.add(new Finding(
                    Severity.WARNING,
                    "pin-not-on-path",
                    numbered(sent) + " sent, but on no path: it counts for nothing"));
        }
        if (!matched.isEmpty() && absent.contains("1")) {
            findings.add(new Finding(
                    Severity.NOTE,
                    "later-pin",
                    "pin 1 is nowhere in what the host serves; what matches is pin " + String.join(", ", matched)));
        }
    }

    private static String numbered(List<String> numbers) {
        return numbers.size() == 1 ? "pin " + numbers.get(0) + " is" : "pins " + String.join(", ", numbers) + " are";
    }
}
