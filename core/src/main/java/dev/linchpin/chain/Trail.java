package dev.linchpin.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from the leaf up to a certificate. Immutable; ways that part later share what is below. */
record Trail(CertificateNode top, @Nullable Trail below, int length) {
    static Trail of(CertificateNode leaf) {
        return new Trail(leaf, null, 1);
    }

    Trail plus(CertificateNode issuer) {
        return new Trail(issuer, this, length + 1);
    }

    /**
     * Whether this way has come by an authority, in this certificate or another one for the same name and key: RFC 4158 §5.2
     * calls that a loop. The leaf is no authority, and may have the name and key of the one that issued it.
     */
    boolean passes(CertificateNode authority) {
        Trail at = this;
        while (at.below != null) {
            if (at.top.isSameAuthority(authority)) {
                return true;
            }
            at = at.below;
        }
        return at.top.certificate().equals(authority.certificate());
    }

    /** Leaf first. */
    List<CertificateNode> nodes() {
        List<CertificateNode> nodes = new ArrayList<>(length);
        for (Trail at = this; at != null; at = at.below) {
            nodes.add(at.top);
        }
        Collections.reverse(nodes);
        return nodes;
    }
}
