package dev.linchpin.config;

import dev.linchpin.config.PinnedDomains.Identities;
import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.PropertyList.Entry;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.policy.UnlistedHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code NSPinnedDomains}, in an {@code Info.plist} or at the top of a property list of its own. */
final class PinnedDomainsReader {
    static final String SECURITY = "NSAppTransportSecurity";
    static final String DOMAINS = "NSPinnedDomains";
    static final String SUBDOMAINS = "NSIncludesSubdomains";
    static final String HASH = "SPKI-SHA256-BASE64";

    private static final Set<String> DOMAIN_KEYS = Set.of(SUBDOMAINS, Identities.CA.key(), Identities.LEAF.key());

    private final SourceText source;
    private final Findings findings;
    private final PropertyList list;
    private final HostTraps traps;
    private final List<Host> hosts = new ArrayList<>();

    PinnedDomainsReader(SourceText source) {
        this.source = source;
        this.findings = new Findings(source);
        this.list = PropertyList.of(source, findings);
        this.traps = new HostTraps("iOS", true, findings);
    }

    Inspection read() {
        Map<String, Entry> root = list.root().orElse(null);
        if (root == null) {
            return new Inspection(findings.inOrder(), Optional.empty());
        }
        Map<String, Entry> security = list.dictionary(root, SECURITY).orElse(root);
        Entry domains = security.get(DOMAINS);
        if (domains == null) {
            findings.add(Finding.of(
                    "no-configuration",
                    Severity.ERROR,
                    Optional.of(source.position(0, 0)),
                    "the property list has no " + DOMAINS + ", expected it in an " + SECURITY));
            return new Inspection(findings.inOrder(), Optional.empty());
        }
        list.dictionary(domains.value()).values().forEach(this::domain);
        return new Inspection(findings.inOrder(), Optional.of(new PolicyDraft(hosts, UnlistedHosts.ALLOW)));
    }

    private void domain(Entry entry) {
        Located name = list.located(entry.key());
        traps.domain(name);
        Map<String, Entry> settings = list.dictionary(entry.value());
        settings.forEach((key, unknown) -> {
            if (!DOMAIN_KEYS.contains(key)) {
                findings.error(
                        "unknown-key",
                        unknown.key().whole(),
                        "iOS knows no key " + Quoted.of(key) + " here, expected " + Findings.oneOf(DOMAIN_KEYS));
            }
        });
        Pins pins = pins(entry, name, settings);
        hosts.add(new Host(name, Coverage.HOST, pins));
        if (list.bool(settings, SUBDOMAINS).orElse(false)) {
            hosts.add(new Host(name, Coverage.ONE_LABEL, pins));
        }
    }

    private Pins pins(Entry entry, Located name, Map<String, Entry> settings) {
        List<Located> pins = new ArrayList<>();
        Entry authorities = settings.get(Identities.CA.key());
        Entry leaves = settings.get(Identities.LEAF.key());
        if (authorities != null && leaves != null) {
            findings.error(
                    "both-identities",
                    leaves.key().whole(),
                    "for " + Quoted.of(name.text())
                            + " iOS demands a pinned authority and a pinned leaf at once, which "
                            + "no rule can say, expected one of the lists");
        }
        Entry identities = leaves == null ? authorities : leaves;
        if (identities != null) {
            list.array(identities.value()).forEach(identity -> identity(identity, pins));
        }
        if (identities == null || pins.isEmpty()) {
            findings.error(
                    "no-pins",
                    entry.key().whole(),
                    "the domain " + Quoted.of(name.text()) + " has no pins, expected " + Identities.CA.key() + " or "
                            + Identities.LEAF.key());
            return Pins.enforced(name.position(), pins);
        }
        findings.note(
                "identities",
                identities.key().whole(),
                "iOS compares these pins with " + (leaves == null ? "authorities" : "the leaf")
                        + " alone, Linchpin with every certificate of the path");
        return Pins.enforced(Optional.of(source.position(identities.key().whole())), pins);
    }

    private void identity(XmlElement identity, List<Located> pins) {
        Map<String, Entry> settings = list.dictionary(identity);
        Entry hash = settings.get(HASH);
        if (hash == null || settings.size() > 1) {
            findings.error(
                    "unknown-key",
                    identity.startTag(),
                    "an identity is something else than " + HASH + ", expected that key alone");
        }
        if (hash != null) {
            list.string(hash.value()).ifPresent(pin -> {
                traps.placeholder(pin, pin.text());
                pins.add(new Located("sha256/" + pin.text(), pin.position()));
            });
        }
    }
}
