package dev.linchpin.config;

import dev.linchpin.config.ConfigEntry.Domain;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What Android makes of a document: a configuration for each domain, and one for all other hosts. */
final class AndroidConfig {
    private final ConfigEntry base;
    private final List<ConfigEntry> entries;
    private final Map<String, ConfigEntry> byName = new HashMap<>();
    private final Map<String, ConfigEntry> withSubdomains = new HashMap<>();

    AndroidConfig(ConfigEntry base, List<ConfigEntry> entries) {
        this.base = base;
        this.entries = List.copyOf(entries);
        for (ConfigEntry entry : entries) {
            for (Domain domain : entry.domains()) {
                byName.put(domain.name(), entry);
                if (domain.includesSubdomains()) {
                    withSubdomains.put(domain.name(), entry);
                }
            }
        }
    }

    ConfigEntry base() {
        return base;
    }

    /** The {@code domain-config}s, each before those nested in it. */
    List<ConfigEntry> entries() {
        return entries;
    }

    /** The exact one; else that of the longest domain above, as far as it includes subdomains; else the base. */
    ConfigEntry forHost(String host) {
        String name = host.toLowerCase(Locale.US);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        ConfigEntry exact = byName.get(name);
        return exact != null ? exact : above(name).orElse(base);
    }

    /** That of the longest domain above this name that includes its subdomains. */
    Optional<ConfigEntry> above(String name) {
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            ConfigEntry entry = withSubdomains.get(name.substring(dot + 1));
            if (entry != null) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Whether a domain stands below one that is pinned with its subdomains, whose pins it would have without an entry. */
    boolean isBelowPinned(Domain domain) {
        return above(domain.name())
                .flatMap(ConfigEntry::effectivePinSet)
                .map(set -> !set.pins().isEmpty())
                .orElse(false);
    }
}
