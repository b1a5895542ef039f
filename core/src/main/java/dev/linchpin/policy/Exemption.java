package dev.linchpin.policy;

/** Hosts that are unpinned on purpose: as a rule that demands nothing but what PKIX demands. */
public record Exemption(HostPattern hosts) implements PolicyEntry {}
