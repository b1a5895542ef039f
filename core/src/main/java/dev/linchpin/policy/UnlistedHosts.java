package dev.linchpin.policy;

/** What happens to a host that neither a rule nor an exemption covers. */
public enum UnlistedHosts {
    /** Accepted on PKIX alone, silently. */
    ALLOW,
    /** Accepted on PKIX alone, and reported. */
    REPORT,
    /** Refused, and reported. */
    DENY
}
