package dev.linchpin;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the contexts of successive generations, all alike but for the sessions they hold. */
final class TlsContexts {
    private final @Nullable Provider provider;
    private final KeyManager @Nullable [] keyManagers;
    private final PinningTrustManager trustManager;

    TlsContexts(@Nullable Provider provider, KeyManager @Nullable [] keyManagers, PinningTrustManager trustManager) {
        this.provider = provider;
        this.keyManagers = keyManagers;
        this.trustManager = trustManager;
    }

    SSLContext first() {
        try {
            SSLContext context =
                    provider == null ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", provider);
            context.init(keyManagers, new TrustManager[] {trustManager}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS context can be made: " + e.getMessage(), e);
        }
    }

    /** A context with no sessions, but with the limits that a client may have set on those of the one before. */
    SSLContext after(SSLContext before) {
        SSLContext context = first();
        SSLSessionContext old = before.getClientSessionContext();
        SSLSessionContext fresh = context.getClientSessionContext();
        if (old != null && fresh != null) {
            fresh.setSessionCacheSize(old.getSessionCacheSize());
            fresh.setSessionTimeout(old.getSessionTimeout());
        }
        return context;
    }

    /** The platform's trust manager for these anchors, or for the platform's own if there are none given. */
    static X509ExtendedTrustManager trustManager(@Nullable Collection<X509Certificate> anchors) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors == null ? null : keyStore(anchors));
            for (TrustManager candidate : factory.getTrustManagers()) {
                if (candidate instanceof X509ExtendedTrustManager trustManager) {
                    return trustManager;
                }
            }
            throw new IllegalStateException("this Java platform has no X509ExtendedTrustManager");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no trust manager can be made: " + e.getMessage(), e);
        }
    }

    private static KeyStore keyStore(Collection<X509Certificate> anchors) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int i = 0;
        for (X509Certificate anchor : anchors) {
            store.setCertificateEntry("anchor-" + i++, anchor);
        }
        return store;
    }
}
