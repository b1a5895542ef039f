package dev.linchpin.config;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a policy for both worlds: what Android reads in its own words, the rest in ours. */
final class AndroidWriter {
    private static final String INDENT = "    ";

    private final StringBuilder out = new StringBuilder();
    private final List<Finding> findings = new ArrayList<>();

    WrittenPolicy write(PinPolicy policy) {
        requireEachDomainOnce(policy);
        out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<network-security-config");
        out.append(" xmlns:linchpin=\"").append(LinchpinAttributes.NAMESPACE).append('"');
        if (policy.unlistedHosts() != UnlistedHosts.ALLOW) {
            attribute(LinchpinAttributes.UNLISTED_HOSTS, lower(policy.unlistedHosts()));
            say(
                    "unlisted-hosts",
                    "Android allows hosts that no domain covers; Linchpin "
                            + (policy.unlistedHosts() == UnlistedHosts.DENY ? "denies them" : "reports them"));
        }
        out.append(">\n");
        policy.rules().forEach(this::rule);
        policy.exemptions().forEach(this::exemption);
        out.append("</network-security-config>\n");
        return new WrittenPolicy(out.toString(), findings);
    }

    /** A domain is in the file once: with its subdomains or without. */
    private static void requireEachDomainOnce(PinPolicy policy) {
        Set<String> seen = new HashSet<>();
        List<Finding> faults = new ArrayList<>();
        for (HostPattern hosts : hosts(policy)) {
            String domain =
                    hosts.toString().startsWith("**.") ? hosts.toString().substring(3) : hosts.toString();
            if (!seen.add(domain)) {
                faults.add(Finding.of(
                        "duplicate-domain",
                        Severity.ERROR,
                        Optional.empty(),
                        "the host " + domain
                                + " has an entry of its own beside the one for it and all below it, expected one of the two: "
                                + "Android's format has each domain once"));
            }
        }
        if (!faults.isEmpty()) {
            throw new PolicyFileException(faults);
        }
    }

    private static List<HostPattern> hosts(PinPolicy policy) {
        List<HostPattern> hosts = new ArrayList<>();
        policy.rules().forEach(rule -> hosts.add(rule.hosts()));
        hosts.addAll(policy.exemptions());
        return hosts;
    }

    private void rule(PinRule rule) {
        out.append(INDENT).append("<domain-config cleartextTrafficPermitted=\"false\">\n");
        domain(rule.hosts());
        pinSet(rule);
        out.append(INDENT).append("</domain-config>\n");
    }

    private void exemption(HostPattern hosts) {
        out.append(INDENT).append("<domain-config>\n");
        domain(hosts);
        out.append(INDENT).append(INDENT).append("<pin-set/>\n").append(INDENT).append("</domain-config>\n");
    }

    private void domain(HostPattern hosts) {
        String pattern = hosts.toString();
        out.append(INDENT).append(INDENT).append("<domain");
        if (pattern.startsWith("**.")) {
            out.append(" includeSubdomains=\"true\">").append(pattern, 3, pattern.length());
        } else if (pattern.startsWith("*.")) {
            attribute(LinchpinAttributes.COVERS, "one-label");
            out.append('>').append(pattern);
            say("one-label", "Android has no pattern for one label: to it " + pattern + " is no host at all");
        } else {
            out.append('>').append(pattern);
        }
        out.append("</domain>\n");
    }

    private void pinSet(PinRule rule) {
        List<Pin> keys = new ArrayList<>();
        List<Pin> certificates = new ArrayList<>();
        for (Pin pin : rule.pins()) {
            (pin instanceof SpkiPin ? keys : certificates).add(pin);
        }
        out.append(INDENT).append(INDENT).append("<pin-set");
        expiry(rule);
        if (rule.mode() == EnforcementMode.REPORT_ONLY) {
            attribute(LinchpinAttributes.ENFORCEMENT, "report-only");
            say("report-only", "Android enforces the pins of " + rule.hosts() + ", which Linchpin only reports");
        }
        rule.noBackupPin()
                .map(NoBackupPin::reason)
                .ifPresent(reason -> attribute(LinchpinAttributes.NO_BACKUP_PIN, reason));
        if (!certificates.isEmpty()) {
            attribute(
                    LinchpinAttributes.CERTIFICATE_PINS,
                    certificates.stream().map(Pin::toString).collect(Collectors.joining(" ")));
            say(
                    "certificate-pins",
                    keys.isEmpty()
                            ? "Android does not pin " + rule.hosts() + " at all, since it has pins of certificates only"
                            : "Android refuses the pinned certificates of " + rule.hosts()
                                    + " unless their keys are pinned too");
        }
        out.append(keys.isEmpty() ? "/>\n" : ">\n");
        if (!keys.isEmpty()) {
            keys.forEach(this::pin);
            out.append(INDENT).append(INDENT).append("</pin-set>\n");
        }
    }

    private void expiry(PinRule rule) {
        if (!rule.expires().isPresent()) {
            return;
        }
        Instant end = rule.expires().get();
        String day = end.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        out.append(" expiration=\"").append(day).append('"');
        if (!end.toString().equals(day + "T00:00:00Z")) {
            attribute(LinchpinAttributes.EXPIRES, end.toString());
            say(
                    "expiration-instant",
                    "Android's pins of " + rule.hosts() + " end with the beginning of " + day + ", Linchpin's at "
                            + end);
        }
        if (rule.afterExpiry().equals(Optional.of(AfterExpiry.FAIL_CLOSED))) {
            attribute(LinchpinAttributes.AFTER_EXPIRY, "fail-closed");
            say(
                    "fail-closed",
                    "Android accepts every trusted certificate of " + rule.hosts() + " after " + day
                            + ", where Linchpin refuses");
        }
    }

    private void pin(Pin pin) {
        out.append(INDENT).append(INDENT).append(INDENT).append("<pin digest=\"SHA-256\">");
        out.append(Base64.getEncoder().encodeToString(pin.hash())).append("</pin>\n");
    }

    private void attribute(String name, String value) {
        out.append(" linchpin:")
                .append(name)
                .append("=\"")
                .append(escaped(value))
                .append('"');
    }

    /** XML 1.0 §2.2 has no way to write the other control characters. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }

    private static String lower(UnlistedHosts unlisted) {
        return unlisted.name().toLowerCase(Locale.ROOT);
    }

    private void say(String rule, String message) {
        findings.add(Finding.of(rule, Severity.WARNING, Optional.empty(), message));
    }
}
