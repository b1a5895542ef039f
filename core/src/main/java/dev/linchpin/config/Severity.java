package dev.linchpin.config;

/** How much a {@link Finding} matters. In order, the worst first. */
public enum Severity {
    /** The file does not do what it seems to say, or locks users out: no policy is made of it. */
    ERROR,
    /** Somebody should have a look: it works today, or on some platforms. */
    WARNING,
    /** Good to know. */
    NOTE
}
