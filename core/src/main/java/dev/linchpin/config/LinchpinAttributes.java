package dev.linchpin.config;

import dev.linchpin.internal.xml.XmlAttribute;
import dev.linchpin.internal.xml.XmlElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Android's format cannot say, as attributes in a namespace of ours, which Android skips: one file for both worlds. None has the
 * local name of one that Android reads, since parts of the platform go by local names alone.
 */
final class LinchpinAttributes {
    static final String NAMESPACE = "urn:linchpin:policy:1";

    /** On the root element: {@code allow}, {@code report} or {@code deny}. */
    static final String UNLISTED_HOSTS = "unlistedHosts";

    /** On a {@code pin-set}: {@code enforce} or {@code report-only}. */
    static final String ENFORCEMENT = "enforcement";

    /** On a {@code pin-set}: {@code fail-open} or {@code fail-closed}. */
    static final String AFTER_EXPIRY = "afterExpiry";

    /** On a {@code pin-set}: the instant, where {@code expiration} says its day. */
    static final String EXPIRES = "expires";

    /** On a {@code pin-set}: pins of whole certificates, {@code cert-sha256/…}, with blanks between. */
    static final String CERTIFICATE_PINS = "certificatePins";

    /** On a {@code pin-set}: why there is no second pin. */
    static final String NO_BACKUP_PIN = "noBackupPin";

    /** On a {@code domain} {@code *.example.com}, which Android matches with no host: {@code one-label}. */
    static final String COVERS = "covers";

    private static final Map<String, Set<String>> PLACES = Map.of(
            "network-security-config",
            Set.of(UNLISTED_HOSTS),
            "pin-set",
            Set.of(ENFORCEMENT, AFTER_EXPIRY, EXPIRES, CERTIFICATE_PINS, NO_BACKUP_PIN),
            "domain",
            Set.of(COVERS));

    private LinchpinAttributes() {}

    static Optional<XmlAttribute> of(XmlElement element, String name) {
        return element.attribute(NAMESPACE, name);
    }

    /** The names that an element may have of ours. */
    static Set<String> allowedOn(XmlElement element) {
        return PLACES.getOrDefault(element.name(), Set.of());
    }

    static List<String> words(XmlAttribute attribute) {
        String trimmed = attribute.value().trim();
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+"));
    }
}
