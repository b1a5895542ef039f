package dev.linchpin.gauntlet.scenario;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the application brings along besides authorities, as plain data: who decides whether a chain is valid, and belongs to the host.
 *
 * @param blocked certificates that its trust manager accepts in no path
 * @param names who looks at host names
 */
public record TrustSpec(List<X509Certificate> blocked, Names names) {
    /** Nothing of its own. */
    public static final TrustSpec STANDARD = new TrustSpec(List.of(), Names.CHECKED);

    public TrustSpec {
        blocked = List.copyOf(blocked);
    }

    /** Who looks at host names. */
    public enum Names {
        /** The platform's trust manager, or the client. */
        CHECKED,
        /** A trust manager that hands every question on without the socket or engine, and with it the host. */
        BLIND_TRUST_MANAGER,
        /** A host name verifier that says yes. */
        PERMISSIVE_VERIFIER
    }
}
