package dev.linchpin.chain;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A trust manager, asked about one path. Validators differ in what they accept (algorithm constraints, revocation, block
 * lists); a pin counts only on a path that the very trust manager accepts on which the application relies. Safe for use by
 * several threads.
 */
public interface PathWitness {
    /**
     * Whether a peer that presents exactly these certificates is trusted.
     *
     * @param below leaf first, without the anchor
     * @param anchor the trust anchor that issued the last of them
     */
    boolean accepts(List<X509Certificate> below, X509Certificate anchor);

    /**
     * Whether it knows no other trust anchor than the one it is asked about. Otherwise it may have accepted the certificates by
     * another path than the one that is meant, one that ends sooner, and its word counts only where there is none.
     */
    boolean knowsOneAnchor();

    /**
     * What its answer depends on beside the certificates, such as the host; answers are remembered for equal conditions
     * only.
     */
    Object conditions();
}
