package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.PropertyList.Entry;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.UnlistedHosts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the dictionary of TrustKit for iOS 3.0, by the names that stand in property lists. */
final class TrustKitPlistReader {
    static final String CONFIGURATION = "TSKConfiguration";
    static final String DOMAINS = "TSKPinnedDomains";
    static final String HASHES = "TSKPublicKeyHashes";
    static final String SUBDOMAINS = "TSKIncludeSubdomains";
    static final String ENFORCE = "TSKEnforcePinning";
    static final String EXPIRATION = "TSKExpirationDate";
    static final String EXCLUDE = "kSKExcludeSubdomainFromParentPolicy";
    static final String NO_DEFAULT_REPORTS = "TSKDisableDefaultReportUri";

    private static final String REPORTS = "TSKReportUris";
    private static final String USER_ANCHORS = "TSKIgnorePinningForUserDefinedTrustAnchors";
    private static final Set<String> CONFIGURATION_KEYS = Set.of(DOMAINS, "TSKSwizzleNetworkDelegates", USER_ANCHORS);
    private static final Set<String> DOMAIN_KEYS = Set.of(
            HASHES, SUBDOMAINS, ENFORCE, EXPIRATION, EXCLUDE, REPORTS, NO_DEFAULT_REPORTS, "TSKPublicKeyAlgorithms");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final SourceText source;
    private final Findings findings;
    private final PropertyList list;
    private final HostTraps traps;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Located> excluded = new ArrayList<>();
    private final Set<String> withSubdomains = new HashSet<>();

    TrustKitPlistReader(SourceText source) {
        this.source = source;
        this.findings = new Findings(source);
        this.list = PropertyList.of(source, findings);
        this.traps = new HostTraps("TrustKit", true, findings);
    }

    Inspection read() {
        Map<String, Entry> root = list.root().orElse(null);
        if (root == null) {
            return new Inspection(findings.inOrder(), Optional.empty());
        }
        Map<String, Entry> configuration = list.dictionary(root, CONFIGURATION).orElse(root);
        Entry domains = configuration.get(DOMAINS);
        if (domains == null) {
            findings.add(Finding.of(
                    "no-configuration",
                    Severity.ERROR,
                    Optional.of(source.position(0, 0)),
                    "the property list has no " + DOMAINS + ", expected it in a " + CONFIGURATION
                            + " or at its top; kTSK… are names in code, not in property lists"));
            return new Inspection(findings.inOrder(), Optional.empty());
        }
        if (root.containsKey(CONFIGURATION)) {
            unknownKeys(configuration, CONFIGURATION_KEYS);
        }
        userAnchors(configuration);
        list.dictionary(domains.value()).values().forEach(this::domain);
        excluded.forEach(this::requireParent);
        return new Inspection(findings.inOrder(), Optional.of(new PolicyDraft(hosts, UnlistedHosts.ALLOW)));
    }

    /** On macOS alone; there TrustKit takes the certificates of administrators for good unless told otherwise. */
    private void userAnchors(Map<String, Entry> configuration) {
        Entry anchors = configuration.get(USER_ANCHORS);
        if (anchors != null && list.bool(configuration, USER_ANCHORS).orElse(false)) {
            findings.warn(
                    "user-anchors",
                    anchors.key().whole(),
                    "TrustKit ignores pins below trust anchors of users and administrators, Linchpin does not");
        }
    }

    private void domain(Entry entry) {
        Located name = list.located(entry.key());
        traps.domain(name);
        Map<String, Entry> settings = list.dictionary(entry.value());
        unknownKeys(settings, DOMAIN_KEYS);
        if (list.bool(settings, EXCLUDE).orElse(false)) {
            exclude(name, settings);
            return;
        }
        boolean subdomains = list.bool(settings, SUBDOMAINS).orElse(false);
        if (subdomains) {
            withSubdomains.add(name.text());
        }
        hosts.add(new Host(name, subdomains ? Coverage.SUBTREE : Coverage.HOST, pins(entry, settings)));
        if (settings.containsKey(REPORTS)
                || !list.bool(settings, NO_DEFAULT_REPORTS).orElse(false)) {
            findings.note(
                    "report-uri",
                    entry.key().whole(),
                    "where TrustKit sends reports about " + Quoted.plain(name.text())
                            + " is not part of the policy: a PinReporter hears of mismatches");
        }
    }

    private void exclude(Located name, Map<String, Entry> settings) {
        if (settings.size() > 1) {
            traps.error(
                    "contradiction",
                    name,
                    "the host " + Quoted.of(name.text()) + " is excluded and has settings of its own, expected either");
        }
        excluded.add(name);
        hosts.add(new Host(name, Coverage.HOST, Pins.enforced(name.position(), List.of())));
    }

    private void requireParent(Located name) {
        String above = name.text();
        do {
            int dot = above.indexOf('.');
            above = dot < 0 ? "" : above.substring(dot + 1);
        } while (!above.isEmpty() && !withSubdomains.contains(above));
        if (above.isEmpty()) {
            traps.error(
                    "no-parent",
                    name,
                    "the host " + Quoted.of(name.text())
                            + " is excluded from no parent's policy, expected a domain above it with " + SUBDOMAINS);
        }
    }

    private Pins pins(Entry entry, Map<String, Entry> settings) {
        List<Located> pins = new ArrayList<>();
        Entry hashes = settings.get(HASHES);
        if (hashes != null) {
            for (XmlElement element : list.array(hashes.value())) {
                list.string(element).ifPresent(pin -> {
                    traps.placeholder(pin, pin.text());
                    pins.add(new Located("sha256/" + pin.text(), pin.position()));
                });
            }
        }
        if (pins.isEmpty()) {
            findings.error(
                    "no-pins",
                    entry.key().whole(),
                    "the domain " + Quoted.of(list.located(entry.key()).text()) + " has no pins, expected " + HASHES
                            + " or " + EXCLUDE);
        }
        return new Pins(
                Optional.of(
                        source.position((hashes == null ? entry : hashes).key().whole())),
                pins,
                expires(settings),
                AfterExpiry.FAIL_OPEN,
                list.bool(settings, ENFORCE).orElse(true) ? EnforcementMode.ENFORCE : EnforcementMode.REPORT_ONLY,
                Optional.empty());
    }

    private Optional<Located> expires(Map<String, Entry> settings) {
        Optional<Located> date =
                Optional.ofNullable(settings.get(EXPIRATION)).flatMap(entry -> list.string(entry.value()));
        date.filter(text -> !DATE.matcher(text.text()).matches())
                .ifPresent(text -> traps.error(
                        "expiration-syntax",
                        text,
                        "expiration " + Quoted.of(text.text())
                                + " is no date to TrustKit, whose pins then never end, expected the form 2030-12-31"));
        return date.filter(text -> DATE.matcher(text.text()).matches());
    }

    private void unknownKeys(Map<String, Entry> dictionary, Set<String> known) {
        dictionary.forEach((key, entry) -> {
            if (key.endsWith("SKExcludeSubdomainFromParentPolicy") && !key.equals(EXCLUDE)) {
                traps.fix(
                        "unknown-key",
                        list.located(entry.key()),
                        "TrustKit knows no key " + Quoted.of(key) + ", expected " + Quoted.of(EXCLUDE),
                        EXCLUDE);
            } else if (!known.contains(key)) {
                findings.error(
                        "unknown-key",
                        entry.key().whole(),
                        "TrustKit knows no key " + Quoted.of(key) + ", expected " + Findings.oneOf(known));
            }
        });
    }
}
