package dev.linchpin.config;

import dev.linchpin.config.ConfigEntry.Domain;
import dev.linchpin.config.HostSettings.AnchorSource;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlAttribute;
import dev.linchpin.internal.xml.XmlElement;
import java.util.ArrayList;
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
    private static final String TOOLS = "http://schemas.android.com/tools";
    private static final int CERTIFICATE_TRANSPARENCY = 36;
    private static final int DOMAIN_ENCRYPTION = 37;

    private final AndroidElements elements;
    private final int level;
    private final boolean debuggable;
    private final Set<String> seenDomains = new HashSet<>();
    private final List<ConfigEntry> entries = new ArrayList<>();
    private boolean seenDebugOverrides;
    private @Nullable ConfigEntry base;
    private @Nullable ConfigEntry overrides;

    private AndroidReader(SourceText source, int level, boolean debuggable, @Nullable Findings refusals) {
        this.elements = new AndroidElements(source, level, refusals);
        this.level = level;
        this.debuggable = debuggable;
    }

    /**
     * What the platform makes of it.
     *
     * @param level the API level of the platform
     * @param debugFile the root of the {@code …_debug} file
     * @param refusals takes what the platform refuses the file for, so that the reading goes on: a pin that is none is then kept as it is
     *     written; null to end with the first
     * @throws PolicyFileException where the platform refuses the file; if the reading goes on, only for another root element
     */
    static AndroidConfig read(
            XmlElement root,
            SourceText source,
            int level,
            boolean debuggable,
            Optional<XmlElement> debugFile,
            @Nullable Findings refusals) {
        return new AndroidReader(source, level, debuggable, refusals).document(root, debugFile);
    }

    private AndroidConfig document(XmlElement root, Optional<XmlElement> debugFile) {
        requireRoot(root);
        for (XmlElement child : root.children()) {
            elements.attempt(() -> topLevel(child));
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
            throw elements.refuse(
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
            throw elements.refuse("no-domain", element, "the domain-config names no domain, expected at least one");
        }
    }

    private void fill(ConfigEntry entry, Kind kind) {
        entry.element().attributes().stream()
                .filter(attribute -> attribute.name().equals("cleartextTrafficPermitted"))
                .filter(attribute -> !attribute.namespace().equals(TOOLS))
                .sorted(Comparator.comparing(XmlAttribute::namespace)) // as the resource compiler leaves them
                .forEach(attribute -> entry.setCleartext(AndroidText.bool(attribute.value(), true)));
        for (XmlElement child : entry.element().children()) {
            elements.attempt(() -> child(child, entry, kind));
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
                entry.addAnchors(elements.anchors(child, kind == Kind.DEBUG));
            }
            case "pin-set" -> {
                require(kind == Kind.DOMAIN, child, kind);
                if (entry.hasPinSet()) {
                    throw repeated(child);
                }
                entry.setPinSet(elements.pinSet(child));
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
                entry.setCertificateTransparency(AndroidElements.value(child, "enabled")
                        .map(enabled -> AndroidText.bool(enabled, false))
                        .orElse(false));
            }
            case "domainEncryption" -> {
                if (level < DOMAIN_ENCRYPTION) {
                    return;
                }
                require(kind != Kind.DEBUG, child, kind);
                entry.setDomainEncryption(elements.text(child, "mode")
                        .orElseThrow(() -> elements.refuse(
                                "domain-encryption",
                                child,
                                "the domainEncryption has no mode, "
                                        + "expected \"enabled\", \"opportunistic\" or \"disabled\"")));
            }
            default -> {}
        }
    }

    private Domain domain(XmlElement element) {
        boolean includesSubdomains = AndroidElements.value(element, "includeSubdomains")
                .map(included -> AndroidText.bool(included, false))
                .orElse(false);
        String name = elements.onlyText(element).trim().toLowerCase(Locale.US);
        if (!seenDomains.add(name)) {
            throw elements.refuse(
                    "duplicate-domain",
                    element,
                    "the domain " + Quoted.of(name) + " is in the file twice, expected once: Android refuses the file");
        }
        return new Domain(name, includesSubdomains, element);
    }

    private void require(boolean allowed, XmlElement child, Kind kind) {
        if (!allowed) {
            throw elements.refuse(
                    "misplaced-element",
                    child,
                    "a " + child.name() + " stands in a " + kind.element + ", expected it in a domain-config");
        }
    }

    private PolicyFileException repeated(XmlElement element) {
        return elements.refuse("repeated-element", element, "there is a second " + element.name() + ", expected one");
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
