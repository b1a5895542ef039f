package dev.linchpin.config;

import dev.linchpin.policy.PinPolicy;

/**
 * {@code NSPinnedDomains} of App Transport Security, which iOS 14 and macOS 11 enforce by themselves, in an {@code Info.plist}.
 *
 * <p>By Apple's documentation, {@code NSIncludesSubdomains} covers the domain and the names of one label more, no others: it becomes two
 * rules with the same pins, {@code example.com} and {@code *.example.com}.
 *
 * <p>A domain that names {@code NSPinnedCAIdentities} and {@code NSPinnedLeafIdentities} demands a match in each. A rule cannot: it accepts
 * a path that holds any of its pins. Reading both lists as one would accept what iOS refuses, so such a domain is an error. One list alone
 * is read, with a note that Linchpin compares its pins with every certificate of the path.
 *
 * <p>There is no expiry, no exemption and nothing that is only reported; a single pin, which iOS takes, is an error as everywhere.
 */
public final class PinnedDomains {
    private PinnedDomains() {}

    /** With which certificates of a chain iOS compares the pins. */
    public enum Identities {
        /** Of authorities: one of those in the chain has to have a pinned key. */
        CA("NSPinnedCAIdentities"),
        /** The server's own. */
        LEAF("NSPinnedLeafIdentities");

        private final String key;

        Identities(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /** What there is to say of a text, and what can be read of it. The text may be hostile; throws for none. */
    public static Inspection inspect(String plist) {
        return new PinnedDomainsReader(new SourceText(plist)).read();
    }

    /**
     * A policy as a property list with {@code NSAppTransportSecurity} in it. What iOS cannot be told is a finding.
     *
     * @param identities what the pins are pins of, which a policy does not say: iOS refuses every server if it is the wrong one
     */
    public static WrittenPolicy write(PinPolicy policy, Identities identities) {
        return new PinnedDomainsWriter(policy, identities).write();
    }
}
