package dev.linchpin.policy;

/** What a policy lists: some hosts, and what becomes of them. Of all entries that cover a host the most specific one applies, alone. */
public sealed interface PolicyEntry permits PinRule, Exemption {

    /** The hosts that it covers. */
    HostPattern hosts();
}
