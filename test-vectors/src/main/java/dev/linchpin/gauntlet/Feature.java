package dev.linchpin.gauntlet;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a scenario may ask of a client beyond one request to a host that one enforced rule names. */
public enum Feature {
    SEVERAL_REQUESTS("keeping connections and sessions from one request to the next"),
    SEVERAL_RULES("pins for more than one host"),
    HOST_PATTERNS("wildcards in rules"),
    CERTIFICATE_PINS("pins of whole certificates"),
    UNLISTED_HOSTS("a say on hosts without pins"),
    REPORT_ONLY("rules that only report"),
    EXPIRY("rules that end"),
    REPLACE_POLICY("another policy for a running client"),
    REDIRECTS("following redirects");

    private final String description;

    Feature(String description) {
        this.description = description;
    }

    /** For a table of what is not played, and why. */
    public String description() {
        return description;
    }

    static Set<Feature> all() {
        return Collections.unmodifiableSet(EnumSet.allOf(Feature.class));
    }
}
