package dev.linchpin.config;

import dev.linchpin.config.ConfigEntry.PinEntry;
import dev.linchpin.config.ConfigEntry.PinSetEntry;
import dev.linchpin.config.HostSettings.AnchorSource;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlAttribute;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.internal.xml.XmlRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Android makes of the elements within a configuration: pins, authorities, texts. */
final class AndroidElements {
    private static final String NONE = "";
    private static final int WFA = 30;

    private final SourceText source;
    private final int level;
    private final @Nullable Findings refusals;

    /** @param refusals takes what the platform refuses, so that the reading goes on; null to have it thrown */
    AndroidElements(SourceText source, int level, @Nullable Findings refusals) {
        this.source = source;
        this.level = level;
        this.refusals = refusals;
    }

    void attempt(Runnable reading) {
        try {
            reading.run();
        } catch (PolicyFileException e) {
            if (refusals == null) {
                throw e;
            }
            refusals.addAll(e.findings());
        }
    }

    PinSetEntry pinSet(XmlElement element) {
        Optional<Instant> expires = text(element, "expiration").flatMap(AndroidText::date);
        attempt(() -> requireDate(element, expires));
        List<PinEntry> pins = new ArrayList<>();
        for (XmlElement child : element.children()) {
            if (child.name().equals("pin")) {
                attempt(() -> pins.add(pin(child)));
            }
        }
        return new PinSetEntry(pins, expires, element);
    }

    private void requireDate(XmlElement pinSet, Optional<Instant> date) {
        Optional<XmlAttribute> text = pinSet.attribute(NONE, "expiration");
        if (text.isPresent() && !date.isPresent()) {
            throw refuse(
                    "expiration-syntax",
                    text.get().content(),
                    "expiration " + Quoted.of(text.get().value()) + " is no date, expected the form 2030-12-31");
        }
    }

    private PinEntry pin(XmlElement element) {
        String digest = text(element, "digest").orElse(null);
        if (!"SHA-256".equalsIgnoreCase(digest)) {
            throw refuse(
                    "unknown-digest",
                    element,
                    (digest == null ? "the pin has no digest" : "the digest is " + Quoted.of(digest))
                            + ", expected \"SHA-256\"");
        }
        String text = onlyText(element).trim();
        byte[] hash = AndroidBase64.decode(text);
        boolean isHash = hash != null && hash.length == 32;
        if (!isHash) {
            attempt(() -> {
                throw refuse(
                        "pin-syntax",
                        element.inside(),
                        hash == null
                                ? "the pin is no base64, expected 44 characters of it"
                                : "the pin decodes to " + hash.length + " bytes, expected the 32 of a SHA-256 hash");
            });
        }
        return new PinEntry(isHash ? Base64.getEncoder().encodeToString(hash) : text, element);
    }

    List<AnchorSource> anchors(XmlElement element, boolean overridePins) {
        List<AnchorSource> anchors = new ArrayList<>();
        for (XmlElement child : element.children()) {
            if (child.name().equals("certificates")) {
                anchors.add(certificates(child, overridePins));
            }
        }
        return anchors;
    }

    private AnchorSource certificates(XmlElement element, boolean overridePins) {
        String src = text(element, "src")
                .orElseThrow(() -> refuse(
                        "certificates-src",
                        element,
                        "the certificates have no src, expected \"system\", \"user\" or \"@raw/…\""));
        boolean known = src.equals("system")
                || src.equals("user")
                || (src.equals("wfa") && level >= WFA)
                || AndroidText.isReference(src);
        if (!known) {
            throw refuse(
                    "certificates-src",
                    element,
                    "the certificates' src is " + Quoted.of(src) + ", expected \"system\", \"user\" or \"@raw/…\"");
        }
        boolean overrides = value(element, "overridePins")
                .map(text -> AndroidText.bool(text, overridePins))
                .orElse(overridePins);
        return new AnchorSource(src, overrides);
    }

    /** A text that stands alone in its element. */
    String onlyText(XmlElement element) {
        return element.onlyText().orElseThrow(() -> {
            boolean empty =
                    element.children().isEmpty() && element.content().stream().allMatch(AndroidElements::isBlank);
            return empty
                    ? refuse("empty-element", element, "the " + element.name() + " is empty, expected text in it")
                    : refuse(
                            "misplaced-element",
                            element,
                            "the " + element.name() + " holds more than one text, expected that alone");
        });
    }

    private static boolean isBlank(Object node) {
        return node instanceof String text && text.trim().isEmpty();
    }

    /** Backslashes are resolved in text, and the resource compiler's empty value is none. */
    Optional<String> text(XmlElement element, String attribute) {
        Optional<String> value = value(element, attribute);
        if (value.isPresent() && value.get().trim().equals("@empty")) {
            throw refuse("attribute-value", element, attribute + " is \"@empty\", expected text");
        }
        return value.map(AndroidText::unescaped);
    }

    static Optional<String> value(XmlElement element, String attribute) {
        return element.attribute(NONE, attribute).map(XmlAttribute::value);
    }

    PolicyFileException refuse(String rule, XmlElement where, String message) {
        return refuse(rule, where.startTag(), message);
    }

    private PolicyFileException refuse(String rule, XmlRange where, String message) {
        return new PolicyFileException(
                List.of(Finding.of(rule, Severity.ERROR, Optional.of(source.trimmed(where)), message)));
    }
}
