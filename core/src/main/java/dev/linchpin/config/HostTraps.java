package dev.linchpin.config;

import dev.linchpin.internal.PlaceholderPins;
import dev.linchpin.internal.Quoted;
import dev.linchpin.policy.Hostname;
import java.util.Locale;
import java.util.Optional;

/** Hosts and pins that mean something else to the library that a file is for than they seem to. */
final class HostTraps {
    private final String library;
    private final boolean comparesCase;
    private final Findings findings;

    /** @param comparesCase whether a name in upper case matches nothing */
    HostTraps(String library, boolean comparesCase, Findings findings) {
        this.library = library;
        this.comparesCase = comparesCase;
        this.findings = findings;
    }

    /** A name without wildcard. What is no name at all the draft refuses. */
    void host(Located name) {
        String canonical;
        try {
            canonical = Hostname.parse(name.text()).toString();
        } catch (IllegalArgumentException e) {
            return;
        }
        String compared = comparesCase ? name.text() : name.text().toLowerCase(Locale.ROOT);
        if (!canonical.equals(compared)) {
            boolean dot = compared.endsWith(".");
            fix(
                    dot ? "domain-trailing-dot" : "domain-spelling",
                    name,
                    "the host " + Quoted.of(name.text()) + " is not written as " + library
                            + " compares hosts, expected " + Quoted.of(canonical),
                    canonical);
        }
    }

    /** A name that has to be one of a domain. */
    void domain(Located name) {
        host(name);
        Optional<Hostname> parsed = parse(name.text());
        if (parsed.filter(Hostname::isAddress).isPresent()) {
            error("address", name, library + " takes no addresses: " + Quoted.of(name.text()) + ", expected a domain");
        } else if (parsed.filter(host -> host.toString().indexOf('.') < 0).isPresent()) {
            error(
                    "single-label",
                    name,
                    library + " takes no name of one label: " + Quoted.of(name.text()) + ", expected two or more");
        }
    }

    private static Optional<Hostname> parse(String name) {
        try {
            return Optional.of(Hostname.parse(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param base64 what stands behind {@code sha256/} */
    void placeholder(Located pin, String base64) {
        if (PlaceholderPins.is(base64)) {
            error(
                    "placeholder-pin",
                    pin,
                    "the pin " + Quoted.of(base64) + " is a placeholder, expected the hash of a key that exists");
        }
    }

    void error(String rule, Located where, String message) {
        findings.add(Finding.of(rule, Severity.ERROR, where.position(), message));
    }

    void fix(String rule, Located where, String message, String replacement) {
        Finding finding = Finding.of(rule, Severity.ERROR, where.position(), message);
        findings.add(where.position()
                .map(place -> finding.withFix(new Edit(place.start(), place.end(), replacement)))
                .orElse(finding));
    }
}
