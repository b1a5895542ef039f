package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlAttribute;
import dev.linchpin.internal.xml.XmlDocument;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.internal.xml.XmlException;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.UnlistedHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a document as TrustKit for Android does, one policy for each {@code domain-config} and what it inherits. */
final class TrustKitAndroidReader {
    private final SourceText source;
    private final Findings findings;
    private final HostTraps traps;
    private final List<Host> hosts = new ArrayList<>();

    private TrustKitAndroidReader(SourceText source) {
        this.source = source;
        this.findings = new Findings(source);
        this.traps = new HostTraps("TrustKit", true, findings);
    }

    static Inspection read(String xml) {
        Inspection platform = NetworkSecurityConfig.reader().inspect(xml);
        TrustKitAndroidReader reader = new TrustKitAndroidReader(new SourceText(xml));
        reader.findings.addAll(platform.findings());
        if (!platform.draft().isPresent()) {
            return new Inspection(reader.findings.inOrder(), Optional.empty());
        }
        try {
            reader.configs(XmlDocument.parse(xml), null);
        } catch (XmlException e) {
            throw new IllegalStateException("the platform's reader took it", e);
        }
        return new Inspection(
                reader.findings.inOrder(), Optional.of(new PolicyDraft(reader.hosts, UnlistedHosts.ALLOW)));
    }

    /** What a {@code domain-config} sets, with what it leaves to the one around it. */
    private static final class Config {
        private @Nullable XmlElement domain;
        private boolean subdomains;
        private @Nullable XmlElement pinSet;
        private Optional<XmlAttribute> expiration = Optional.empty();
        private boolean enforced;
    }

    private void configs(XmlElement parent, @Nullable Config above) {
        for (XmlElement child : parent.children()) {
            if (child.name().equals("domain-config")) {
                config(child, above);
            }
        }
    }

    private void config(XmlElement element, @Nullable Config above) {
        Config config = new Config();
        if (above != null) {
            config.subdomains = above.subdomains;
            config.pinSet = above.pinSet;
            config.expiration = above.expiration;
            config.enforced = above.enforced;
        }
        linchpinAttributes(element);
        for (XmlElement child : element.children()) {
            switch (child.name()) {
                case "domain" -> domain(child, config);
                case "pin-set" -> pinSet(child, config);
                case "trustkit-config" -> {
                    config.enforced = bool(child, "enforcePinning");
                    bool(child, "disableDefaultReportUri");
                }
                default -> {}
            }
        }
        if (config.domain != null && config.pinSet != null) {
            host(config.domain, config.pinSet, config);
        }
        configs(element, config);
    }

    private void domain(XmlElement element, Config config) {
        linchpinAttributes(element);
        if (config.domain != null) {
            findings.error(
                    "trustkit-last-domain",
                    config.domain.startTag(),
                    "of the domains of a domain-config TrustKit pins the last alone, expected one in each");
        }
        Optional<XmlAttribute> subdomains = element.attribute("", "includeSubdomains");
        if (!subdomains.isPresent() && config.subdomains) {
            int end = element.startTag().start() + 1 + element.name().length();
            Finding finding = findings.make(
                    "trustkit-inherited-subdomains",
                    Severity.ERROR,
                    element.startTag(),
                    "the domain includes its subdomains in TrustKit, which inherits that, and not on Android, expected "
                            + "includeSubdomains to say so");
            boolean plain =
                    source.text().startsWith("domain", element.startTag().start() + 1);
            findings.add(plain ? finding.withFix(new Edit(end, end, " includeSubdomains=\"false\"")) : finding);
        }
        config.domain = element;
        subdomains.ifPresent(text -> config.subdomains = text.value().trim().equals("true"));
    }

    private void pinSet(XmlElement element, Config config) {
        linchpinAttributes(element);
        Optional<XmlAttribute> own = element.attribute("", "expiration");
        if (!own.isPresent() && config.expiration.isPresent()) {
            findings.error(
                    "trustkit-inherited-expiration",
                    element.startTag(),
                    "the pin-set ends with the one around it in TrustKit, which inherits that, and never on Android, "
                            + "expected an expiration of its own");
        }
        config.pinSet = element;
        if (own.isPresent()) {
            config.expiration = own;
        }
    }

    private void host(XmlElement domain, XmlElement pinSet, Config config) {
        Located name = Located.at(source.trimmed(domain.inside()), text(domain));
        Pins pins = pins(pinSet, config);
        if (pins.pins().isEmpty() && config.enforced) {
            traps.error(
                    "contradiction",
                    name,
                    "TrustKit is told to enforce the pins of " + Quoted.of(name.text())
                            + ", which has none, expected pins or enforcePinning=\"false\"");
        }
        if (!pins.pins().isEmpty()) {
            traps.domain(name);
            if (!config.enforced) {
                findings.warn(
                        "trustkit-report-only",
                        domain.inside(),
                        "TrustKit only reports mismatches of " + Quoted.of(name.text())
                                + "; Android enforces its pins if the manifest names the file");
            }
        }
        hosts.add(new Host(name, config.subdomains ? Coverage.SUBTREE : Coverage.HOST, pins));
    }

    private Pins pins(XmlElement pinSet, Config config) {
        List<Located> pins = new ArrayList<>();
        for (XmlElement child : pinSet.children()) {
            if (child.name().equals("pin")) {
                digest(child);
                pins.add(Located.at(source.trimmed(child.inside()), "sha256/" + text(child)));
            }
        }
        Optional<Located> expires = config.expiration.map(
                text -> Located.at(source.position(text.content()), text.value().trim()));
        return new Pins(
                Optional.of(source.position(pinSet.startTag())),
                pins,
                expires,
                AfterExpiry.FAIL_OPEN,
                config.enforced ? EnforcementMode.ENFORCE : EnforcementMode.REPORT_ONLY,
                Optional.empty());
    }

    /** Where more than one text stands the platform refuses the file, which is a finding already. */
    private static String text(XmlElement element) {
        StringBuilder text = new StringBuilder();
        element.content().stream().filter(String.class::isInstance).forEach(text::append);
        return text.toString().trim();
    }

    private void digest(XmlElement pin) {
        pin.attribute("", "digest")
                .filter(digest -> !digest.value().equals("SHA-256"))
                .ifPresent(digest -> findings.error(
                        "unknown-digest",
                        digest.content(),
                        "the digest is " + Quoted.of(digest.value()) + ", TrustKit expects \"SHA-256\" to the letter"));
    }

    private boolean bool(XmlElement element, String name) {
        Optional<XmlAttribute> attribute = element.attribute("", name);
        attribute
                .filter(text -> !text.value().equals("true") && !text.value().equals("false"))
                .ifPresent(text -> findings.error(
                        "boolean-syntax",
                        text.content(),
                        name + " is " + Quoted.of(text.value()) + ", expected \"true\" or \"false\""));
        return attribute.filter(text -> text.value().equals("true")).isPresent();
    }

    private void linchpinAttributes(XmlElement element) {
        for (XmlAttribute attribute : element.attributes()) {
            if (attribute.namespace().equals(LinchpinAttributes.NAMESPACE)) {
                findings.error(
                        "linchpin-attribute",
                        attribute.whole(),
                        "the attribute " + attribute.name() + " says something that TrustKit cannot be told, "
                                + "expected none of Linchpin's");
            }
        }
    }
}
