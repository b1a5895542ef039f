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
    OWN_PATH_BUILDER("the path builder of whoever does its TLS"),
    KEY_SIZES("the platform's own rules on sizes of keys"),
    SEVERAL_ADDRESSES("trying the next address of a host"),
    EXEMPTIONS("hosts without pins below a pinned domain"),
    POLICY_FILES("policies in Android's format"),
    PROXY("an HTTP proxy"),
    WEB_SOCKETS("WebSockets"),
    CONCURRENCY("requests on several threads at once"),
    BLOCK_LIST("a block list in the trust manager"),
    BLIND_TRUST_MANAGER("a trust manager that looks at no names"),
    PERMISSIVE_VERIFIER("a host name verifier of the application"),
    STRICT_NAMES("a host name check that knows alternative names only"),
    CLOCK("a clock that can be put forward"),
    SERVER_NAME("a server name other than the host"),
    EARLY_CONNECTIONS("connections that wait for their handshake"),
    PLATFORM_AUTHORITIES("authorities that the platform brought along"),
    TLS_LIMITS("an algorithm that is forbidden in TLS alone");

    private static final Set<Feature> SPECIAL =
            Collections.unmodifiableSet(EnumSet.range(SEVERAL_ADDRESSES, TLS_LIMITS));

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
     * What a client has that sends GET requests, keeps connections and pins hosts: all but what its driver, or the platform around it, has
     * to do something for.
     */
    public static Set<Feature> usual() {
        EnumSet<Feature> usual = EnumSet.allOf(Feature.class);
        usual.removeAll(SPECIAL);
        return Collections.unmodifiableSet(usual);
    }
}
