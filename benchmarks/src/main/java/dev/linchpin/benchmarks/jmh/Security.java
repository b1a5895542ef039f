package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one client.
 *
 * @param pkix counts its full handshakes, whoever pins
 * @param linchpin null for a client that is not pinned by it
 */
record Security(
        Site site,
        Variant variant,
        TimedTrustManager pkix,
        SSLContext context,
        @Nullable Linchpin linchpin) {
    static Security of(Site site, Variant variant) throws GeneralSecurityException, IOException {
        TimedTrustManager pkix = new TimedTrustManager(site.pkix());
        return switch (variant) {
            case PLAIN, CONTROL, HOOKED, OWN -> new Security(site, variant, pkix, Site.client(pkix), null);
            case LINCHPIN -> pinned(site, variant, pkix, site.linchpin(pkix));
            case REPLACED -> {
                Linchpin linchpin = site.linchpin(pkix);
                linchpin.replacePolicy(site.policy());
                yield pinned(site, variant, pkix, linchpin);
            }
        };
    }

    /** Linchpin with pins that the server does not satisfy. */
    static Security ofAnother(Site site) throws GeneralSecurityException, IOException {
        TimedTrustManager pkix = new TimedTrustManager(site.pkix());
        Linchpin linchpin = site.linchpin(pkix);
        linchpin.replacePolicy(site.policyOfAnother());
        return pinned(site, Variant.LINCHPIN, pkix, linchpin);
    }

    private static Security pinned(Site site, Variant variant, TimedTrustManager pkix, Linchpin linchpin) {
        return new Security(site, variant, pkix, linchpin.adapterTls().context(), linchpin);
    }

    /** What the client is to be told to trust. */
    X509ExtendedTrustManager trustManager() {
        return linchpin == null ? pkix : linchpin.trustManager();
    }

    /** Saves the next handshake the offer to resume a session, which the server would decline. */
    void forgetSessions() {
        SSLSessionContext sessions = context.getClientSessionContext();
        for (byte[] id : Collections.list(sessions.getIds())) {
            SSLSession session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }
}
