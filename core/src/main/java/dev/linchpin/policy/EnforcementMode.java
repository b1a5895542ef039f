package dev.linchpin.policy;

/** What happens when a peer satisfies none of a rule's pins. Neither mode excuses a PKIX or host-name failure. */
public enum EnforcementMode {
    /** The connection is refused, and reported. */
    ENFORCE,
    /** The connection is accepted, and reported: for the trial period of new pins. */
    REPORT_ONLY
}
