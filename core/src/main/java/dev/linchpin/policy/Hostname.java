package dev.linchpin.policy;

/**
 * A host in its one canonical form, so that no spelling of a name escapes its rule: lower-case A-labels without a trailing
 * dot, dotted-decimal IPv4, or IPv6 as RFC 5952 writes it, without brackets. Immutable; equal by text.
 *
 * <p>What has no canonical form is refused, never treated as unlisted: empty names, empty or over-long labels (RFC 1035
 * §2.3.4), characters other than letters, digits, hyphens and underscores, other forms of IPv4 such as {@code 0x7f.1},
 * IPv6 zones, ports. Of internationalised names those are accepted on which IDNA 2003 and IDNA 2008 agree; the rest has to
 * be written as an A-label ({@code xn--…}).
 */
public final class Hostname {
    private final String text;
    private final boolean address;

    private Hostname(String text, boolean address) {
        this.text = text;
        this.address = address;
    }

    /**
     * Reads a DNS name, in A-labels or U-labels, or an IP address, with or without the brackets that URLs put around
     * IPv6.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Hostname parse(String text) {
        String address = IpAddress.canonical(text);
        return address != null ? new Hostname(address, true) : new Hostname(DnsName.canonical(text), false);
    }

    public boolean isAddress() {
        return address;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hostname host && text.equals(host.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return text;
    }
}
