package dev.linchpin.config;

import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlAttribute;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.pin.CertificatePin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Attributes of our namespace: known where they stand, and of a known value. */
final class LinchpinAttributeTraps {
    private static final Map<String, Set<String>> VALUES = Map.of(
            LinchpinAttributes.UNLISTED_HOSTS, Set.of("allow", "report", "deny"),
            LinchpinAttributes.ENFORCEMENT, Set.of("enforce", "report-only"),
            LinchpinAttributes.AFTER_EXPIRY, Set.of("fail-open", "fail-closed"),
            LinchpinAttributes.COVERS, Set.of("one-label"));

    private LinchpinAttributeTraps() {}

    static void find(XmlElement element, XmlAttribute attribute, Findings findings) {
        if (!LinchpinAttributes.allowedOn(element).contains(attribute.name())) {
            findings.error(
                    "unknown-attribute",
                    attribute.whole(),
                    "the attribute " + Quoted.of(attribute.name())
                            + " of " + Quoted.of(element.name()) + " is none of Linchpin's, expected "
                            + Findings.oneOf(LinchpinAttributes.allowedOn(element)));
            return;
        }
        Set<String> values = VALUES.get(attribute.name());
        if (values != null && !values.contains(attribute.value())) {
            findings.error(
                    "attribute-value",
                    attribute.content(),
                    attribute.name() + " is " + Quoted.of(attribute.value()) + ", expected " + Findings.oneOf(values));
        }
        switch (attribute.name()) {
            case LinchpinAttributes.EXPIRES -> expires(element, attribute, findings);
            case LinchpinAttributes.AFTER_EXPIRY -> {
                if (!element.attribute("", "expiration").isPresent()) {
                    findings.error(
                            "contradiction",
                            attribute.whole(),
                            "afterExpiry says what comes after an expiration," + " and there is none");
                }
            }
            case LinchpinAttributes.CERTIFICATE_PINS -> certificatePins(attribute, findings);
            case LinchpinAttributes.NO_BACKUP_PIN -> {
                if (attribute.value().trim().isEmpty()) {
                    findings.error("attribute-value", attribute.whole(), "noBackupPin is blank, expected a reason");
                }
            }
            default -> {}
        }
    }

    /** Both worlds end the rule on the same day. */
    private static void expires(XmlElement element, XmlAttribute attribute, Findings findings) {
        Optional<String> day = element.attribute("", "expiration").map(XmlAttribute::value);
        String instant;
        try {
            instant = Instant.parse(attribute.value()).toString();
        } catch (DateTimeParseException e) {
            findings.error(
                    "expiration-syntax",
                    attribute.content(),
                    "expires is " + Quoted.of(attribute.value())
                            + ", expected an instant such as 2030-12-31T12:00:00Z");
            return;
        }
        if (!day.isPresent() || !instant.startsWith(day.get() + "T")) {
            findings.error(
                    "expiration-syntax",
                    attribute.content(),
                    "expires is " + Quoted.of(attribute.value()) + ", and expiration is "
                            + day.map(Quoted::of).orElse("missing") + ", expected the same day in both");
        }
    }

    private static void certificatePins(XmlAttribute attribute, Findings findings) {
        for (String pin : LinchpinAttributes.words(attribute)) {
            try {
                if (!(Pin.parse(pin) instanceof CertificatePin)) {
                    findings.error(
                            "pin-syntax",
                            attribute.content(),
                            "certificatePins holds " + Quoted.of(pin) + ", expected \"cert-sha256/…\"");
                }
            } catch (PinFormatException e) {
                findings.error("pin-syntax", attribute.content(), String.valueOf(e.getMessage()));
            }
        }
    }
}
