package dev.linchpin.config;

import dev.linchpin.config.ConfigEntry.Domain;
import dev.linchpin.config.ConfigEntry.PinEntry;
import dev.linchpin.config.ConfigEntry.PinSetEntry;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlElement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What is no error, and yet may not be what was meant. */
final class AndroidWarnings {
    private final AndroidConfig config;
    private final Findings findings;

    private AndroidWarnings(AndroidConfig config, Findings findings) {
        this.config = config;
        this.findings = findings;
    }

    static void find(AndroidConfig config, Findings findings) {
        AndroidWarnings warnings = new AndroidWarnings(config, findings);
        warnings.trustAnchors(config.base());
        for (ConfigEntry entry : config.entries()) {
            warnings.trustAnchors(entry);
            warnings.pins(entry);
        }
    }

    private void trustAnchors(ConfigEntry entry) {
        for (XmlElement child : entry.element().children()) {
            if (child.is("trust-anchors")) {
                findings.note(
                        "trust-anchors",
                        child.startTag(),
                        "trust anchors are no matter of pins, and are not applied "
                                + "by Linchpin: give them to Linchpin.builder().trustedCertificates");
            }
        }
    }

    private void pins(ConfigEntry entry) {
        Optional<PinSetEntry> set = entry.effectivePinSet();
        boolean pinned = set.map(pins -> !pins.pins().isEmpty()).orElse(false);
        if (pinned && entry.effectiveCleartext().orElse(false)) {
            findings.warn(
                    "cleartext-pinned",
                    entry.element().startTag(),
                    "a pinned domain permits clear text, which has no "
                            + "certificate to pin, expected cleartextTrafficPermitted=\"false\"");
        }
        set.filter(own -> entry.element().children().contains(own.element())).ifPresent(this::repetitions);
        if (!set.isPresent()) {
            entry.domains().forEach(this::unpinnedBelowPinned);
        }
    }

    private void repetitions(PinSetEntry set) {
        Set<String> seen = new HashSet<>();
        for (PinEntry pin : set.pins()) {
            if (!seen.add(pin.base64())) {
                findings.warn(
                        "repeated-pin",
                        pin.element().inside(),
                        "the pin is in the set twice, expected another key: "
                                + "one that is listed twice is no backup of itself");
            }
        }
    }

    private void unpinnedBelowPinned(Domain domain) {
        if (config.isBelowPinned(domain)) {
            findings.warn(
                    "unpinned-below-pinned",
                    domain.element().inside(),
                    "the domain " + Quoted.of(domain.name())
                            + " stands below one that is pinned and has no pins itself, so it is not pinned; expected an empty "
                            + "pin-set if that is meant");
        }
    }
}
