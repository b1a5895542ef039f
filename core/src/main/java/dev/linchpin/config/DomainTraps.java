package dev.linchpin.config;

import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import java.util.Locale;

/** Domains that match no host, or others than they seem to. Android compares texts, and asks for A-labels without a dot at the end. */
final class DomainTraps {
    private DomainTraps() {}

    static void find(XmlElement element, Findings findings) {
        String raw = element.onlyText().orElse(null);
        if (raw == null) {
            return; // Android refuses it.
        }
        String name = raw.trim();
        if (LinchpinAttributes.of(element, LinchpinAttributes.COVERS).isPresent()) {
            oneLabel(element, name, findings);
        } else if (name.startsWith("*.") || name.startsWith(".")) {
            findings.error(
                    "domain-wildcard",
                    element.inside(),
                    "the domain " + Quoted.of(name)
                            + " matches no host on Android, expected the domain itself and includeSubdomains=\"true\"");
        } else {
            canonical(element, name, findings);
        }
    }

    private static void oneLabel(XmlElement element, String name, Findings findings) {
        try {
            if (name.startsWith("*.")
                    && !name.startsWith("**.")
                    && name.equals(HostPattern.parse(name).toString())) {
                findings.note(
                        "one-label",
                        element.inside(),
                        "the domain " + Quoted.of(name)
                                + " is pinned by Linchpin alone: it matches no host on Android");
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        findings.error(
                "domain-wildcard",
                element.inside(),
                "the domain " + Quoted.of(name) + " is said to cover one label, expected the form \"*.example.com\"");
    }

    private static void canonical(XmlElement element, String name, Findings findings) {
        String canonical;
        try {
            canonical = Hostname.parse(name).toString();
        } catch (IllegalArgumentException e) {
            findings.error("host-syntax", element.inside(), String.valueOf(e.getMessage()));
            return;
        }
        if (!canonical.equals(name.toLowerCase(Locale.ROOT))) {
            boolean dot = name.equals(canonical + ".")
                    || name.toLowerCase(Locale.ROOT).equals(canonical + ".");
            Finding finding = findings.make(
                    dot ? "domain-trailing-dot" : "domain-spelling",
                    Severity.ERROR,
                    element.inside(),
                    "the domain " + Quoted.of(name) + " matches no host on Android, expected " + Quoted.of(canonical));
            findings.add(findings.withText(finding, element, canonical));
            return;
        }
        boolean subtree = element.attribute("", "includeSubdomains")
                .map(included -> AndroidText.bool(included.value(), false))
                .orElse(false);
        if (subtree && !Hostname.parse(name).isAddress() && canonical.indexOf('.') < 0) {
            findings.error(
                    "whole-top-level-domain",
                    element.inside(),
                    "the domain " + Quoted.of(name)
                            + " covers a whole top-level domain, expected one of two labels or more");
        }
    }
}
