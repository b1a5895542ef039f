package dev.linchpin;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
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
}
