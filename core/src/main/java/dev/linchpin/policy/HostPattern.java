package dev.linchpin.policy;

import dev.linchpin.internal.Quoted;

/**
 * The hosts that a rule or an exemption covers. Immutable; equal by canonical text.
 *
 * <table>
 * <caption>The three forms</caption>
 * <tr><td>{@code api.example.com}</td><td>this host alone</td></tr>
 * <tr><td>{@code *.example.com}</td><td>hosts with exactly one label more</td></tr>
 * <tr><td>{@code **.example.com}</td><td>{@code example.com} and every host below it, as {@code includeSubdomains} in
 * Android's network security configuration</td></tr>
 * </table>
 */
public final class HostPattern {
    private static final String ONE_LABEL = "*.";
    private static final String SUBTREE = "**.";

    private final Scope scope;
    private final Hostname base;

    private HostPattern(Scope scope, Hostname base) {
        this.scope = scope;
        this.base = base;
    }

    /**
     * Reads one of the three forms; the host is canonicalised as {@link Hostname#parse} does.
     *
     * @throws IllegalArgumentException if the host is malformed, a wildcard stands anywhere but alone in front, or what
     *     stands behind it is an address or a single label, as in {@code *.com}
     */
    public static HostPattern parse(String text) {
        if (text.startsWith(SUBTREE)) {
            return wildcard(text, Scope.SUBTREE, text.substring(SUBTREE.length()));
        }
        if (text.startsWith(ONE_LABEL)) {
            return wildcard(text, Scope.ONE_LABEL, text.substring(ONE_LABEL.length()));
        }
        requireNoWildcard(text, text);
        return new HostPattern(Scope.EXACT, Hostname.parse(text));
    }

    private static HostPattern wildcard(String text, Scope scope, String rest) {
        requireNoWildcard(text, rest);
        Hostname base = Hostname.parse(rest);
        if (base.isAddress()) {
            throw bad(text, "puts a wildcard before an IP address");
        }
        if (base.toString().indexOf('.') < 0) {
            throw bad(text, "covers a whole top-level domain");
        }
        return new HostPattern(scope, base);
    }

    private static void requireNoWildcard(String text, String host) {
        if (host.indexOf('*') >= 0) {
            throw bad(text, "has a misplaced wildcard");
        }
    }

    private static IllegalArgumentException bad(String text, String fault) {
        return new IllegalArgumentException("host pattern " + Quoted.of(text) + " " + fault
                + ", expected \"host\", \"*.domain\" or \"**.domain\" with a domain of two labels or more");
    }

    public boolean matches(Hostname host) {
        String name = host.toString();
        String domain = base.toString();
        if (scope == Scope.EXACT || name.equals(domain)) {
            return name.equals(domain) && scope != Scope.ONE_LABEL;
        }
        int dot = name.length() - domain.length() - 1;
        boolean below = dot > 0 && name.charAt(dot) == '.' && name.endsWith(domain);
        return below && (scope == Scope.SUBTREE || name.lastIndexOf('.', dot - 1) < 0);
    }

    Scope scope() {
        return scope;
    }

    Hostname base() {
        return base;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostPattern pattern && scope == pattern.scope && base.equals(pattern.base);
    }

    @Override
    public int hashCode() {
        return 31 * scope.prefix.hashCode() + base.hashCode();
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return scope.prefix + base;
    }

    enum Scope {
        EXACT(""),
        ONE_LABEL(HostPattern.ONE_LABEL),
        SUBTREE(HostPattern.SUBTREE);

        private final String prefix;

        Scope(String prefix) {
            this.prefix = prefix;
        }
    }
}
