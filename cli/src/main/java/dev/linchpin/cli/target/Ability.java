package dev.linchpin.cli.target;

/** What a platform's pins can say beyond "this host, any of these keys". */
public enum Ability {
    /** Hosts with exactly one label more than a domain: {@code *.}. */
    ONE_LABEL,
    /** A domain and all below it: {@code **.}. */
    SUBTREE,
    /** Hosts that are IP addresses, or names of one label. */
    ADDRESSES,
    /** Pins of authorities on the path. */
    AUTHORITIES,
    /** Pins of whole certificates. */
    CERTIFICATE_PINS,
    /** Rules that end, after which any trusted peer is accepted. */
    FAIL_OPEN,
    /** Rules that end, after which every peer is refused. */
    FAIL_CLOSED,
    /** Rules that report and refuse nothing. */
    REPORT_ONLY,
    /** Hosts that are unpinned on purpose below a pinned domain. */
    EXEMPTIONS,
    /** A say on hosts that nothing is known of. */
    UNLISTED,
    /** A single pin, with the reason why it needs no backup. */
    SINGLE_PIN
}
