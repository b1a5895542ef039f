package dev.linchpin.config;

import dev.linchpin.config.ConfigEntry.Domain;
import dev.linchpin.config.ConfigEntry.PinEntry;
import dev.linchpin.config.ConfigEntry.PinSetEntry;
import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.internal.xml.XmlAttribute;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.UnlistedHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a configuration comes to for a JVM: each domain with the pins that hold for it after inheritance. */
final class AndroidDraft {
    private static final String ZERO = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String NO_BACKUP = "Android does not ask for a backup pin";

    private final AndroidConfig config;
    private final OverridingAnchors anchors;
    private final SourceText source;
    private final boolean strict;

    /** @param strict whether our own attributes count, and what Android does not ask for is not taken for granted */
    AndroidDraft(AndroidConfig config, OverridingAnchors anchors, SourceText source, boolean strict) {
        this.config = config;
        this.anchors = anchors;
        this.source = source;
        this.strict = strict;
    }

    PolicyDraft draft(XmlElement root) {
        List<Host> hosts = new ArrayList<>();
        for (ConfigEntry entry : config.entries()) {
            for (Domain domain : entry.domains()) {
                Coverage coverage = coverage(domain);
                if (coverage == Coverage.ONE_LABEL || canMatch(domain.name())) {
                    add(entry, domain, coverage, hosts);
                }
            }
        }
        return new PolicyDraft(hosts, unlistedHosts(root));
    }

    private void add(ConfigEntry entry, Domain domain, Coverage coverage, List<Host> hosts) {
        String name = coverage == Coverage.ONE_LABEL ? domain.name().substring(2) : domain.name();
        Located text = Located.at(source.trimmed(domain.element().inside()), name);
        Pins pins = pins(entry);
        if (!pins.pins().isEmpty() || isExempt(entry, domain)) {
            hosts.add(new Host(text, coverage, pins));
        }
    }

    private Coverage coverage(Domain domain) {
        boolean isPattern = Coverage.of(domain.name()) == Coverage.ONE_LABEL;
        if (isPattern && attribute(domain.element(), LinchpinAttributes.COVERS).isPresent()) {
            return Coverage.ONE_LABEL;
        }
        boolean subtree = domain.includesSubdomains() && !isAddress(domain.name());
        return subtree ? Coverage.SUBTREE : Coverage.HOST;
    }

    /** No host is below an address. */
    private static boolean isAddress(String name) {
        return canMatch(name) && Hostname.parse(name).isAddress();
    }

    /** Android compares texts; only names in canonical form are ever asked for. */
    private static boolean canMatch(String name) {
        try {
            return Hostname.parse(name).toString().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Whether a domain without pins has to be said to be so: by {@code <pin-set/>}, its own or inherited, or since it stands below a
     * domain that is pinned with its subdomains.
     */
    private boolean isExempt(ConfigEntry entry, Domain domain) {
        return config.isBelowPinned(domain) || entry.effectivePinSet().isPresent();
    }

    private Pins pins(ConfigEntry entry) {
        PinSetEntry set = entry.effectivePinSet().orElse(null);
        if (set == null) {
            return Pins.enforced(Optional.empty(), List.of());
        }
        Optional<Position> position = Optional.of(source.position(set.element().startTag()));
        List<Located> pins = new ArrayList<>();
        for (PinEntry pin : set.pins()) {
            pins.add(Located.at(source.trimmed(pin.element().inside()), "sha256/" + pin.base64()));
        }
        attribute(set.element(), LinchpinAttributes.CERTIFICATE_PINS)
                .ifPresent(attribute -> LinchpinAttributes.words(attribute)
                        .forEach(pin -> pins.add(Located.at(source.position(attribute.content()), pin))));
        if (pins.isEmpty() || anchors.overridesAll(entry)) {
            return Pins.enforced(position, List.of());
        }
        pins.addAll(anchors.pins(entry));
        if (!pins.stream().allMatch(AndroidDraft::isHashOfNoKey)) {
            pins.removeIf(AndroidDraft::isHashOfNoKey); // The others decide.
        }
        return new Pins(
                position,
                pins,
                expires(set),
                is(set.element(), LinchpinAttributes.AFTER_EXPIRY, "fail-closed")
                        ? AfterExpiry.FAIL_CLOSED
                        : AfterExpiry.FAIL_OPEN,
                is(set.element(), LinchpinAttributes.ENFORCEMENT, "report-only")
                        ? EnforcementMode.REPORT_ONLY
                        : EnforcementMode.ENFORCE,
                strict
                        ? attribute(set.element(), LinchpinAttributes.NO_BACKUP_PIN)
                                .map(XmlAttribute::value)
                        : Optional.of(NO_BACKUP));
    }

    private static boolean isHashOfNoKey(Located pin) {
        return pin.text().equals("sha256/" + ZERO);
    }

    private Optional<Located> expires(PinSetEntry set) {
        Optional<XmlAttribute> exact = attribute(set.element(), LinchpinAttributes.EXPIRES);
        if (exact.isPresent()) {
            return exact.map(text -> Located.at(source.position(text.content()), text.value()));
        }
        Optional<XmlAttribute> day = set.element().attribute("", "expiration");
        if (strict) {
            return day.map(text -> Located.at(source.position(text.content()), text.value()));
        }
        return set.expires()
                .map(instant -> new Located(instant.toString(), day.map(text -> source.position(text.content()))));
    }

    private UnlistedHosts unlistedHosts(XmlElement root) {
        if (is(root, LinchpinAttributes.UNLISTED_HOSTS, "deny")) {
            return UnlistedHosts.DENY;
        }
        return is(root, LinchpinAttributes.UNLISTED_HOSTS, "report") ? UnlistedHosts.REPORT : UnlistedHosts.ALLOW;
    }

    private boolean is(XmlElement element, String attribute, String value) {
        return attribute(element, attribute)
                .filter(found -> found.value().equals(value))
                .isPresent();
    }

    private Optional<XmlAttribute> attribute(XmlElement element, String name) {
        return strict ? LinchpinAttributes.of(element, name) : Optional.empty();
    }
}
