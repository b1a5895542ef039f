package dev.linchpin.gauntlet.scenario;

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
    REDIRECTS("following redirects"),
    UNUSUAL_KEYS("Ed25519 keys, and RSA keys written without NULL"),
    IPV6("IPv6 addresses as hosts"),
    TWO_CLIENTS("two clients with policies of their own in one process"),
    SEVERAL_ADDRESSES("trying the next address of a host"),
    PROXY("an HTTP proxy"),
    WEB_SOCKETS("WebSockets"),
    CONCURRENCY("requests on several threads at once");

    private static final Set<Feature> SPECIAL = EnumSet.of(SEVERAL_ADDRESSES, PROXY, WEB_SOCKETS, CONCURRENCY);

    private final String description;

    Feature(String description) {
        this.description = description;
    }

    /** For a table of what is not played, and why. */
    public String description() {
        return description;
    }

    /** All that there is. */
    public static Set<Feature> all() {
        return Collections.unmodifiableSet(EnumSet.allOf(Feature.class));
    }

    /**
     * What a client has that sends GET requests, keeps connections and pins hosts: all but what its driver has to do something for,
     * namely to try each of several addresses, to go through a proxy, to open a WebSocket and to be used by several threads.
     */
    public static Set<Feature> usual() {
        EnumSet<Feature> usual = EnumSet.allOf(Feature.class);
        usual.removeAll(SPECIAL);
        return Collections.unmodifiableSet(usual);
    }
}
