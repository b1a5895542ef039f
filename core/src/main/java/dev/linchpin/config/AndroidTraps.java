package dev.linchpin.config;

import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlAttribute;
import dev.linchpin.internal.xml.XmlElement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whatever Android reads in another way than it looks, element by element: each is an error of a strict reading. What the platform
 * makes of the text is {@link AndroidReader}'s business.
 */
final class AndroidTraps {
    private static final String NONE = "";
    private static final Pattern SOURCE = Pattern.compile("system|user|wfa|@raw/[A-Za-z0-9_.]+");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** What may stand where; of the elements, TrustKit's stand in the same file. */
    private static final Map<String, Set<String>> CHILDREN = Map.of(
            NONE,
            Set.of("network-security-config"),
            "network-security-config",
            Set.of("base-config", "domain-config", "debug-overrides"),
            "base-config",
            Set.of("trust-anchors", "certificateTransparency", "domainEncryption"),
            "debug-overrides",
            Set.of("trust-anchors"),
            "domain-config",
            Set.of(
                    "domain",
                    "pin-set",
                    "trust-anchors",
                    "domain-config",
                    "certificateTransparency",
                    "domainEncryption",
                    "trustkit-config"),
            "pin-set",
            Set.of("pin"),
            "trust-anchors",
            Set.of("certificates"),
            "trustkit-config",
            Set.of("report-uri"));

    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "base-config", Set.of("cleartextTrafficPermitted", "hstsEnforced"),
            "domain-config", Set.of("cleartextTrafficPermitted", "hstsEnforced"),
            "domain", Set.of("includeSubdomains"),
            "pin-set", Set.of("expiration"),
            "pin", Set.of("digest"),
            "certificates", Set.of("src", "overridePins"),
            "certificateTransparency", Set.of("enabled"),
            "domainEncryption", Set.of("mode"),
            "trustkit-config", Set.of("enforcePinning", "disableDefaultReportUri"));

    private final Findings findings;
    private final boolean overridesAccepted;

    private AndroidTraps(Findings findings, boolean overridesAccepted) {
        this.findings = findings;
        this.overridesAccepted = overridesAccepted;
    }

    static void find(XmlElement root, Findings findings, boolean overridesAccepted) {
        new AndroidTraps(findings, overridesAccepted).element(root, NONE);
    }

    private void element(XmlElement element, String parent) {
        Set<String> known = CHILDREN.getOrDefault(parent, Set.of());
        if (!element.namespace().isEmpty()) {
            foreign(element);
            return;
        }
        if (!known.contains(element.name())) {
            if (parent.equals(NONE)) {
                return; // Android refuses it.
            }
            if (!isKnownSomewhere(element.name())) {
                findings.error(
                        "unknown-element",
                        element.startTag(),
                        "the element " + Quoted.of(element.name()) + " in " + Quoted.of(parent)
                                + " is skipped by Android, expected one that it knows");
            } else {
                findings.error(
                        "misplaced-element",
                        element.startTag(),
                        "the element " + Quoted.of(element.name()) + " stands in " + Quoted.of(parent)
                                + ", where it is skipped or refused");
            }
            return;
        }
        attributes(element);
        switch (element.name()) {
            case "domain" -> DomainTraps.find(element, findings);
            case "pin" -> PinTraps.find(element, findings);
            case "pin-set" -> pinSet(element);
            case "certificates" -> certificates(element, overridesAccepted);
            case "debug-overrides" -> {
                debugOverrides(element);
                return;
            }
            default -> strayText(element);
        }
        element.children().forEach(child -> element(child, element.name()));
    }

    /** In a debug build they are meant to override. */
    private void debugOverrides(XmlElement element) {
        strayText(element);
        AndroidTraps inside = new AndroidTraps(findings, true);
        element.children().forEach(child -> inside.element(child, element.name()));
    }

    private static boolean isKnownSomewhere(String name) {
        return CHILDREN.values().stream().anyMatch(names -> names.contains(name));
    }

    private void foreign(XmlElement element) {
        if (isKnownSomewhere(element.name())) {
            findings.error(
                    "foreign-namespace",
                    element.startTag(),
                    "the element " + Quoted.of(element.name())
                            + " is of the namespace " + Quoted.of(element.namespace())
                            + ", but Android reads it as its own; expected another name");
        }
    }

    private void attributes(XmlElement element) {
        Set<String> known = ATTRIBUTES.getOrDefault(element.name(), Set.of());
        for (XmlAttribute attribute : element.attributes()) {
            if (attribute.namespace().equals(LinchpinAttributes.NAMESPACE)) {
                LinchpinAttributeTraps.find(element, attribute, findings);
            } else if (!attribute.namespace().isEmpty()) {
                if (known.contains(attribute.name())) {
                    findings.error(
                            "foreign-namespace",
                            attribute.whole(),
                            "the attribute "
                                    + Quoted.of(attribute.name())
                                    + " is of a foreign namespace, where Android reads it on some "
                                    + "elements and not on others; expected another name");
                }
            } else if (!known.contains(attribute.name())) {
                findings.error(
                        "unknown-attribute",
                        attribute.whole(),
                        "the attribute " + Quoted.of(attribute.name())
                                + " of " + Quoted.of(element.name()) + " is skipped by Android, expected "
                                + Findings.oneOf(known));
            } else if (attribute.value().indexOf('\\') >= 0) {
                findings.error(
                        "attribute-escape",
                        attribute.content(),
                        attribute.name() + " is " + Quoted.of(attribute.value())
                                + ", in which Android resolves the backslash; expected none");
            } else {
                value(attribute);
            }
        }
    }

    private void value(XmlAttribute attribute) {
        switch (attribute.name()) {
            case "includeSubdomains" -> bool(attribute, false, "covers this domain alone", "covers all subdomains");
            case "cleartextTrafficPermitted" -> bool(attribute, true, "forbids clear text", "permits clear text");
            case "overridePins" -> bool(attribute, false, "overrides no pins", "overrides all pins");
            case "enabled" -> bool(attribute, false, "does not ask for it", "asks for it");
            case "enforcePinning", "disableDefaultReportUri", "hstsEnforced" ->
                bool(attribute, false, "means false", "means true");
            default -> {}
        }
    }

    private void bool(XmlAttribute attribute, boolean otherwise, String whenFalse, String whenTrue) {
        String text = attribute.value();
        if (text.equals("true") || text.equals("false")) {
            return;
        }
        boolean read = AndroidText.bool(text, otherwise);
        Finding finding = findings.make(
                "boolean-syntax",
                Severity.ERROR,
                attribute.content(),
                attribute.name()
                        + "=" + Quoted.of(text) + " " + (read ? whenTrue : whenFalse)
                        + " on Android, expected \"true\" or \"false\"");
        boolean sameWord = text.trim().equalsIgnoreCase(String.valueOf(read));
        findings.add(sameWord ? finding.withFix(findings.edit(attribute.content(), String.valueOf(read))) : finding);
    }

    private void pinSet(XmlElement element) {
        strayText(element);
        Optional<XmlAttribute> expiration = element.attribute(NONE, "expiration");
        expiration
                .filter(date -> !DATE.matcher(date.value()).matches())
                .ifPresent(date -> AndroidText.date(date.value()).ifPresent(read -> {
                    Finding finding = findings.make(
                            "expiration-syntax",
                            Severity.ERROR,
                            date.content(),
                            "expiration " + Quoted.of(date.value()) + " is read by Android as "
                                    + AndroidText.day(read)
                                    + ", expected the form 2030-12-31");
                    String trimmed = date.value().trim();
                    findings.add(
                            DATE.matcher(trimmed).matches()
                                    ? finding.withFix(findings.edit(date.content(), trimmed))
                                    : finding);
                }));
    }

    private void certificates(XmlElement element, boolean mayOverride) {
        element.attribute(NONE, "src")
                .filter(src -> !SOURCE.matcher(src.value()).matches())
                .filter(src -> AndroidText.isReference(src.value()))
                .ifPresent(src -> findings.error(
                        "certificates-src",
                        src.content(),
                        "the certificates' src is " + Quoted.of(src.value())
                                + ", expected \"system\", \"user\" or \"@raw/…\""));
        boolean overrides = element.attribute(NONE, "overridePins")
                .map(text -> AndroidText.bool(text.value(), false))
                .orElse(false);
        if (overrides && !mayOverride) {
            findings.error(
                    "override-pins",
                    element.startTag(),
                    "what these certificates issue is accepted without any pin, "
                            + "expected overridePins in debug-overrides alone (or OverridePins with a reason)");
        }
        strayText(element);
    }

    /** Text between elements means nothing; where it looks like a pin or a domain, an element is missing around it. */
    private void strayText(XmlElement element) {
        for (Object node : element.content()) {
            if (node instanceof String text && !text.trim().isEmpty()) {
                findings.error(
                        "stray-text",
                        element.startTag(),
                        "the text " + Quoted.of(text.trim()) + " stands in " + Quoted.of(element.name())
                                + " itself, where it is skipped; expected an element around it");
                return;
            }
        }
    }
}
