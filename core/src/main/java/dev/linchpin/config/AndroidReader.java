package dev.linchpin.config;

import dev.linchpin.config.ConfigEntry.Domain;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document as Android does, from 7 to 17: what it refuses is refused, what it skips is skipped, in the same order. That is
 * not our reading of its documentation but proven against its own code (docs/policy-files.md).
 *
 * <p>The platform goes by local names, whatever the namespace of an element, but for attributes without a namespace.
 */
final class AndroidReader {
    private static final String NONE = "";
    private static final String TOOLS = "http://schemas.android.com/tools";
    private static final int WFA = 30;
    private static final int CERTIFICATE_TRANSPARENCY = 36;
    private static final int DOMAIN_ENCRYPTION = 37;

    private final SourceText source;
    private final int level;
    private final boolean debuggable;
    private final @Nullable Findings refusals;
    private final Set<String> seenDomains = new HashSet<>();
    private final List<ConfigEntry> entries = new ArrayList<>();
    private boolean seenDebugOverrides;
    private @Nullable ConfigEntry base;
    private @Nullable ConfigEntry overrides;

    private AndroidReader(SourceText source, int level, boolean debuggable, @Nullable Findings refusals) {
        this.source = source;
        this.level = level;
        this.debuggable = debuggable;
        this.refusals = refusals;
    }

    /**
     * What the platform makes of it.
     *
     * @param level the API level of the platform
     * @param debugFile the root of the {@code …_debug} file
     * @throws PolicyFileException where the platform refuses the file
     */
    static AndroidConfig read(
            XmlElement root, SourceText source, int level, boolean debuggable, Optional<XmlElement> debugFile) {
        return new AndroidReader(source, level, debuggable, null).document(root, debugFile);
    }

    /**
     * What can be read, though the platform refuses the file for what is then added to the findings. A pin that is none is kept as it is
     * written.
     *
     * @throws PolicyFileException if the root is another element
     */
    static AndroidConfig readOn(XmlElement root, SourceText source, int level, boolean debuggable, Findings refusals) {
        return new AndroidReader(source, level, debuggable, refusals).document(root, Optional.empty());
    }

    private void attempt(Runnable reading) {
        try {
            reading.run();
        } catch (PolicyFileException e) {
            if (refusals == null) {
                throw e;
            }
            refusals.addAll(e.findings());
        }
    }

    private AndroidConfig document(XmlElement root, Optional<XmlElement> debugFile) {
        requireRoot(root);
        for (XmlElement child : root.children()) {
            attempt(() -> topLevel(child));
        }
        if (debuggable && overrides == null && debugFile.isPresent()) {
            debugFile(debugFile.get());
        }
        return finish(root, base);
    }

    private void topLevel(XmlElement child) {
        switch (child.name()) {
            case "base-config" -> {
                if (base != null) {
                    throw repeated(child);
                }
                base = new ConfigEntry(child, null);
                fill(base, Kind.BASE);
            }
            case "domain-config" -> domainConfig(child, base);
            case "debug-overrides" -> debugOverrides(child);
            default -> {}
        }
    }

    private void debugFile(XmlElement root) {
        requireRoot(root);
        for (XmlElement child : root.children()) {
            if (child.name().equals("debug-overrides")) {
                debugOverrides(child);
            }
        }
    }

    /** Not even looked into unless the build is debuggable. */
    private void debugOverrides(XmlElement element) {
        if (seenDebugOverrides) {
            throw repeated(element);
        }
        seenDebugOverrides = true;
        if (debuggable) {
            overrides = new ConfigEntry(element, null);
            fill(overrides, Kind.DEBUG);
        }
    }

    private void requireRoot(XmlElement root) {
        if (!root.name().equals("network-security-config")) {
            throw refuse(
                    "root-element",
                    root,
                    "the root element is " + Quoted.of(root.name()) + ", expected \"network-security-config\"");
        }
    }

    private AndroidConfig finish(XmlElement root, @Nullable ConfigEntry base) {
        ConfigEntry last = base == null ? new ConfigEntry(root, null) : base;
        for (ConfigEntry entry : entries) {
            entry.inheritFrom(last);
        }
        if (overrides != null && overrides.hasAnchors()) {
            // Where no anchors are declared, those of the parent are inherited, and the debug ones with them.
            List<AnchorSource> debugAnchors = overrides.ownAnchors();
            for (ConfigEntry entry : entries) {
                if (entry.hasAnchors()) {
                    entry.addAnchors(debugAnchors);
                }
            }
            if (!last.hasAnchors()) {
                last.addAnchors(List.of(new AnchorSource("system", false)));
            }
            last.addAnchors(debugAnchors);
        }
        return new AndroidConfig(last, entries);
    }

    private void domainConfig(XmlElement element, @Nullable ConfigEntry parent) {
        ConfigEntry entry = new ConfigEntry(element, parent);
        entries.add(entry);
        fill(entry, Kind.DOMAIN);
        if (element.children().stream().noneMatch(child -> child.name().equals("domain"))) {
            throw refuse("no-domain", element, "the domain-config names no domain, expected at least one");
        }
    }

    private void fill(ConfigEntry entry, Kind kind) {
        entry.element().attributes().stream()
                .filter(attribute -> attribute.name().equals("cleartextTrafficPermitted"))
                .filter(attribute -> !attribute.namespace().equals(TOOLS))
                .sorted(Comparator.comparing(XmlAttribute::namespace)) // as the resource compiler leaves them
                .forEach(attribute -> entry.setCleartext(AndroidText.bool(attribute.value(), true)));
        for (XmlElement child : entry.element().children()) {
            attempt(() -> child(child, entry, kind));
        }
    }

    private void child(XmlElement child, ConfigEntry entry, Kind kind) {
        switch (child.name()) {
            case "domain" -> {
                require(kind == Kind.DOMAIN, child, kind);
                entry.add(domain(child));
            }
            case "trust-anchors" -> {
                if (entry.hasAnchors()) {
                    throw repeated(child);
                }
                entry.addAnchors(anchors(child, kind == Kind.DEBUG));
            }
            case "pin-set" -> {
                require(kind == Kind.DOMAIN, child, kind);
                if (entry.hasPinSet()) {
                    throw repeated(child);
                }
                entry.setPinSet(pinSet(child));
            }
            case "domain-config" -> {
                require(kind == Kind.DOMAIN, child, kind);
                domainConfig(child, entry);
            }
            case "certificateTransparency" -> {
                if (level < CERTIFICATE_TRANSPARENCY) {
                    return;
                }
                require(kind != Kind.DEBUG, child, kind);
                entry.setCertificateTransparency(value(child, "enabled")
                        .map(enabled -> AndroidText.bool(enabled, false))
                        .orElse(false));
            }
            case "domainEncryption" -> {
                if (level < DOMAIN_ENCRYPTION) {
                    return;
                }
                require(kind != Kind.DEBUG, child, kind);
                entry.setDomainEncryption(text(child, "mode")
                        .orElseThrow(() -> refuse(
                                "domain-encryption",
                                child,
                                "the domainEncryption has no mode, "
                                        + "expected \"enabled\", \"opportunistic\" or \"disabled\"")));
            }
            default -> {}
        }
    }

    private Domain domain(XmlElement element) {
        boolean includesSubdomains = value(element, "includeSubdomains")
                .map(included -> AndroidText.bool(included, false))
                .orElse(false);
        String name = onlyText(element).trim().toLowerCase(Locale.US);
        if (!seenDomains.add(name)) {
            throw refuse(
                    "duplicate-domain",
                    element,
                    "the domain " + Quoted.of(name) + " is in the file twice, expected once: Android refuses the file");
        }
        return new Domain(name, includesSubdomains, element);
    }

    private PinSetEntry pinSet(XmlElement element) {
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

    private List<AnchorSource> anchors(XmlElement element, boolean overridePins) {
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
    private String onlyText(XmlElement element) {
        return element.onlyText().orElseThrow(() -> {
            boolean empty =
                    element.children().isEmpty() && element.content().stream().allMatch(AndroidReader::isBlank);
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
    private Optional<String> text(XmlElement element, String attribute) {
        Optional<String> value = value(element, attribute);
        if (value.isPresent() && value.get().trim().equals("@empty")) {
            throw refuse("attribute-value", element, attribute + " is \"@empty\", expected text");
        }
        return value.map(AndroidText::unescaped);
    }

    private static Optional<String> value(XmlElement element, String attribute) {
        return element.attribute(NONE, attribute).map(XmlAttribute::value);
    }

    private void require(boolean allowed, XmlElement child, Kind kind) {
        if (!allowed) {
            throw refuse(
                    "misplaced-element",
                    child,
                    "a " + child.name() + " stands in a " + kind.element + ", expected it in a domain-config");
        }
    }

    private PolicyFileException repeated(XmlElement element) {
        return refuse("repeated-element", element, "there is a second " + element.name() + ", expected one");
    }

    private PolicyFileException refuse(String rule, XmlElement where, String message) {
        return refuse(rule, where.startTag(), message);
    }

    private PolicyFileException refuse(String rule, XmlRange where, String message) {
        return new PolicyFileException(
                List.of(Finding.of(rule, Severity.ERROR, Optional.of(source.trimmed(where)), message)));
    }

    private enum Kind {
        BASE("base-config"),
        DOMAIN("domain-config"),
        DEBUG("debug-overrides");

        private final String element;

        Kind(String element) {
            this.element = element;
        }
    }
}
