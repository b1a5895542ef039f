package dev.linchpin;

import dev.linchpin.chain.PathWitness;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The trust manager that decides before any pin does, and its word on single paths.
 *
 * <p>Where others with the same rules can be made, one that has a single trust anchor answers for the paths to that anchor. One that
 * the application has made can only be asked itself, and does not say at which of its trust anchors it stopped.
 */
final class Trust {
    private static final PathWitness ASSUMED = new PathWitness() {
        @Override
        public boolean accepts(List<X509Certificate> below, X509Certificate anchor) {
            return true;
        }

        @Override
        public boolean knowsOneAnchor() {
            return true;
        }

        @Override
        public Object conditions() {
            return this;
        }
    };

    private final X509ExtendedTrustManager trustManager;
    private final @Nullable AnchoredTrust anchored;

    private Trust(X509ExtendedTrustManager trustManager, @Nullable AnchoredTrust anchored) {
        this.trustManager = trustManager;
        this.anchored = anchored;
    }

    static Trust of(X509ExtendedTrustManager given) {
        return new Trust(given, null);
    }

    static Trust of(AnchoredTrust anchored) {
        return new Trust(anchored.trustManager(), anchored);
    }

    X509ExtendedTrustManager trustManager() {
        return trustManager;
    }

    X509Certificate @Nullable [] anchors() {
        return anchored == null ? trustManager.getAcceptedIssuers() : anchored.anchors();
    }

    /**
     * The word of nobody, where a chain is judged without a handshake: that it is trusted is taken for granted, and of paths the
     * platform's PKIX validator alone is asked, at whatever time the caller's clock shows.
     */
    static PathWitness assumed() {
        return ASSUMED;
    }

    /** Its word in a handshake. */
    PathWitness in(Handshake handshake) {
        return new PathWitness() {
            @Override
            public boolean accepts(List<X509Certificate> below, X509Certificate anchor) {
                X509ExtendedTrustManager asked = anchored == null ? trustManager : anchored.trusting(anchor);
                try {
                    handshake.ask(asked, below.toArray(new X509Certificate[0]));
                    return true;
                } catch (CertificateException | RuntimeException e) {
                    return false; // Trust managers throw more than they declare; what they cannot finish is not
                    // accepted.
                }
            }

            @Override
            public boolean knowsOneAnchor() {
                return anchored != null;
            }

            @Override
            public Object conditions() {
                return handshake.conditions();
            }
        };
    }
}
