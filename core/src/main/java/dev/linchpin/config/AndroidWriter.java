package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Coverage;
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
    private final PinPolicy policy;
    private final Losses losses;

    AndroidWriter(PinPolicy policy) {
        this.policy = policy;
        this.losses = new Losses("Android", policy);
    }

    /** @throws PolicyFileException if a domain would be in the file twice */
    WrittenPolicy write() {
        requireEachDomainOnce();
        out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<network-security-config");
        out.append(" xmlns:linchpin=\"").append(LinchpinAttributes.NAMESPACE).append('"');
        if (policy.unlistedHosts() != UnlistedHosts.ALLOW) {
            attribute(LinchpinAttributes.UNLISTED_HOSTS, lower(policy.unlistedHosts()));
        }
        losses.unlistedHosts();
        out.append(">\n");
        policy.rules().forEach(this::rule);
        policy.exemptions().forEach(this::exemption);
        out.append("</network-security-config>\n");
        return new WrittenPolicy(out.toString(), losses.findings());
    }

    /** A domain is in the file once: with its subdomains or without. */
    private void requireEachDomainOnce() {
        Set<String> seen = new HashSet<>();
        List<Finding> faults = new ArrayList<>();
        for (HostPattern hosts : hosts()) {
            Coverage coverage = Coverage.of(hosts.toString());
            String domain = coverage == Coverage.ONE_LABEL ? hosts.toString() : Coverage.name(hosts);
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

    private List<HostPattern> hosts() {
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
        out.append(INDENT).append(INDENT).append("<domain");
        switch (Coverage.of(hosts.toString())) {
            case SUBTREE -> out.append(" includeSubdomains=\"true\">").append(Coverage.name(hosts));
            case HOST -> out.append('>').append(hosts);
            case ONE_LABEL -> {
                attribute(LinchpinAttributes.COVERS, "one-label");
                out.append('>').append(hosts);
                losses.warn("one-label", "Android has no pattern for one label: to it " + hosts + " is no host at all");
            }
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
            losses.error(
                    "report-only", "Android enforces the pins of " + rule.hosts() + ", which Linchpin only reports");
        }
        rule.noBackupPin()
                .map(NoBackupPin::reason)
                .ifPresent(reason -> attribute(LinchpinAttributes.NO_BACKUP_PIN, reason));
        if (!certificates.isEmpty()) {
            attribute(
                    LinchpinAttributes.CERTIFICATE_PINS,
                    certificates.stream().map(Pin::toString).collect(Collectors.joining(" ")));
            certificatesOnly(rule, keys.isEmpty());
        }
        out.append(keys.isEmpty() ? "/>\n" : ">\n");
        if (!keys.isEmpty()) {
            keys.forEach(this::pin);
            out.append(INDENT).append(INDENT).append("</pin-set>\n");
        }
    }

    private void certificatesOnly(PinRule rule, boolean unpinned) {
        if (unpinned) {
            losses.warn(
                    "certificate-pins",
                    "Android does not pin " + rule.hosts() + " at all, since it has pins of certificates only");
        } else {
            losses.error(
                    "certificate-pins",
                    "Android refuses the pinned certificates of " + rule.hosts() + " unless their keys are pinned too");
        }
    }

    private void expiry(PinRule rule) {
        losses.day(rule).ifPresent(day -> {
            out.append(" expiration=\"").append(day).append('"');
            String exact = rule.expires().map(Instant::toString).orElse("");
            if (!exact.equals(day + "T00:00:00Z")) {
                attribute(LinchpinAttributes.EXPIRES, exact);
            }
        });
        if (rule.afterExpiry().equals(Optional.of(AfterExpiry.FAIL_CLOSED))) {
            attribute(LinchpinAttributes.AFTER_EXPIRY, "fail-closed");
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
}
