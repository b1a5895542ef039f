package dev.linchpin.config;

import dev.linchpin.policy.PinPolicy;

/**
 * The configuration of TrustKit for iOS as a property list, on its own or as {@code TSKConfiguration} in an {@code Info.plist}.
 *
 * <p>Each domain of {@code TSKPinnedDomains} becomes a rule: with {@code TSKIncludeSubdomains} for everything below it too, only reported
 * where {@code TSKEnforcePinning} is false, until the beginning of {@code TSKExpirationDate} in UTC. One that is excluded from its parent's
 * policy, by the key {@code kSKExcludeSubdomainFromParentPolicy} of TrustKit's code, becomes an exemption of that host alone.
 *
 * <p>What TrustKit takes in another way than it looks is an error, such as a date in another form, after which its pins never end. Where it
 * sends reports is none of a policy's business, and left out with a note.
 */
public final class TrustKitPlist {
    private TrustKitPlist() {}

    /** What there is to say of a text, and what can be read of it. The text may be hostile; throws for none. */
    public static Inspection inspect(String plist) {
        return new TrustKitPlistReader(new SourceText(plist)).read();
    }

    /** A policy as a property list with {@code TSKConfiguration} in it. What TrustKit cannot be told is a finding. */
    public static WrittenPolicy write(PinPolicy policy) {
        return new TrustKitPlistWriter(policy).write();
    }
}
