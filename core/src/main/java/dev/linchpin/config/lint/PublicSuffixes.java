package dev.linchpin.config.lint;

/** The domains below which anybody can have a host, such as {@code co.uk}: core has no list of them. */
@FunctionalInterface
public interface PublicSuffixes {
    /** Whether it is one; {@code domain} is in canonical form. */
    boolean contains(String domain);
}
