package dev.linchpin.config;

import dev.linchpin.config.HostSettings.AnchorSource;
import dev.linchpin.internal.xml.XmlElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@code base-config}, {@code domain-config} or {@code debug-overrides}: what it sets itself, and whom it inherits the rest from. */
final class ConfigEntry {
    private final XmlElement element;
    private @Nullable ConfigEntry parent;
    private final List<Domain> domains = new ArrayList<>();
    private @Nullable PinSetEntry pinSet;
    private @Nullable Boolean cleartext;
    private @Nullable Boolean certificateTransparency;
    private @Nullable String domainEncryption;
    private @Nullable List<AnchorSource> anchors;

    ConfigEntry(XmlElement element, @Nullable ConfigEntry parent) {
        this.element = element;
        this.parent = parent;
    }

    /** A {@code domain}, its name as the platform compares it. */
    record Domain(String name, boolean includesSubdomains, XmlElement element) {}

    /** A {@code pin}: 32 bytes as canonical base64. */
    record PinEntry(String base64, XmlElement element) {}

    record PinSetEntry(List<PinEntry> pins, Optional<Instant> expires, XmlElement element) {}

    XmlElement element() {
        return element;
    }

    List<Domain> domains() {
        return domains;
    }

    void add(Domain domain) {
        domains.add(domain);
    }

    /** For one that has none: a {@code base-config} may stand behind it in the file. */
    void inheritFrom(ConfigEntry base) {
        if (parent == null) {
            parent = base;
        }
    }

    boolean hasPinSet() {
        return pinSet != null;
    }

    void setPinSet(PinSetEntry pinSet) {
        this.pinSet = pinSet;
    }

    void setCleartext(boolean cleartext) {
        this.cleartext = cleartext;
    }

    void setCertificateTransparency(boolean required) {
        this.certificateTransparency = required;
    }

    void setDomainEncryption(String mode) {
        this.domainEncryption = mode;
    }

    boolean hasAnchors() {
        return anchors != null;
    }

    void addAnchors(List<AnchorSource> more) {
        List<AnchorSource> all = new ArrayList<>(anchors == null ? List.of() : anchors);
        all.addAll(more);
        this.anchors = all;
    }

    List<AnchorSource> ownAnchors() {
        return anchors == null ? List.of() : anchors;
    }

    /** An empty one counts: it ends what would be inherited. */
    Optional<PinSetEntry> effectivePinSet() {
        return effective(entry -> entry.pinSet);
    }

    Optional<Boolean> effectiveCleartext() {
        return effective(entry -> entry.cleartext);
    }

    HostSettings settings() {
        Optional<PinSetEntry> pins = effectivePinSet();
        return new HostSettings(
                pins.map(ConfigEntry::sorted).orElse(List.of()),
                pins.flatMap(PinSetEntry::expires),
                effectiveCleartext(),
                effective(ConfigEntry::ownTransparency),
                effective(entry -> entry.domainEncryption),
                effective(entry -> entry.anchors));
    }

    /** Authorities of one's own have no logs: whoever trusts some, and says nothing about transparency, does without. */
    private static @Nullable Boolean ownTransparency(ConfigEntry entry) {
        boolean trustsOthers = entry.ownAnchors().stream()
                .anyMatch(anchor ->
                        anchor.source().equals("user") || anchor.source().startsWith("@"));
        return (entry.certificateTransparency == null && trustsOthers) ? Boolean.FALSE : entry.certificateTransparency;
    }

    private static List<String> sorted(PinSetEntry pinSet) {
        return pinSet.pins().stream().map(PinEntry::base64).distinct().sorted().collect(Collectors.toList());
    }

    private <T> Optional<T> effective(Function<ConfigEntry, @Nullable T> value) {
        for (ConfigEntry entry = this; entry != null; entry = entry.parent) {
            T own = value.apply(entry);
            if (own != null) {
                return Optional.of(own);
            }
        }
        return Optional.empty();
    }
}
