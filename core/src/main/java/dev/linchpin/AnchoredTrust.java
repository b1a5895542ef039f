package dev.linchpin;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A trust manager, and others with the same rules that have a single trust anchor each: what they accept ends at that anchor.
 * Safe for use by several threads.
 */
final class AnchoredTrust {
    private final X509ExtendedTrustManager trustManager;
    private final X509Certificate[] anchors;
    private final Function<X509Certificate, X509ExtendedTrustManager> single;
    private final Map<X509Certificate, X509ExtendedTrustManager> made = new ConcurrentHashMap<>();

    private AnchoredTrust(
            X509ExtendedTrustManager trustManager, Function<X509Certificate, X509ExtendedTrustManager> single) {
        this.trustManager = trustManager;
        this.anchors = trustManager.getAcceptedIssuers();
        this.single = single;
    }

    /** The platform's, with the platform's own trust anchors. */
    static AnchoredTrust system() {
        return platform(null);
    }

    /** The platform's, with these trust anchors. */
    static AnchoredTrust in(Collection<X509Certificate> anchors) {
        return platform(AnchorStore.of(anchors));
    }

    /** The application's. */
    static AnchoredTrust by(
            Function<Set<TrustAnchor>, X509ExtendedTrustManager> rules, Collection<X509Certificate> anchors) {
        return new AnchoredTrust(make(rules, anchors), anchor -> make(rules, List.of(anchor)));
    }

    private static X509ExtendedTrustManager make(
            Function<Set<TrustAnchor>, X509ExtendedTrustManager> rules, Collection<X509Certificate> anchors) {
        Set<TrustAnchor> trusted = new LinkedHashSet<>();
        anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
        return Objects.requireNonNull(rules.apply(trusted), "the trust manager that the rules make");
    }

    private static AnchoredTrust platform(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            return new AnchoredTrust(
                    trustManager(factory, store),
                    anchor -> trustManager(another(factory), AnchorStore.of(List.of(anchor))));
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    X509ExtendedTrustManager trustManager() {
        return trustManager;
    }

    /** Not to be written to. */
    X509Certificate[] anchors() {
        return anchors;
    }

    X509ExtendedTrustManager trusting(X509Certificate anchor) {
        X509ExtendedTrustManager known = made.get(anchor);
        if (known == null) {
            known = single.apply(anchor);
            made.put(anchor, known);
        }
        return known;
    }

    /** Of the same provider, whoever has come first in the list of providers since. */
    private static TrustManagerFactory another(TrustManagerFactory factory) {
        try {
            return TrustManagerFactory.getInstance(factory.getAlgorithm(), factory.getProvider());
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private static X509ExtendedTrustManager trustManager(TrustManagerFactory factory, @Nullable KeyStore store) {
        try {
            factory.init(store);
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
        for (TrustManager candidate : factory.getTrustManagers()) {
            if (candidate instanceof X509ExtendedTrustManager trustManager) {
                return trustManager;
            }
        }
        throw new IllegalStateException("this Java platform has no X509ExtendedTrustManager");
    }

    private static IllegalStateException unavailable(GeneralSecurityException e) {
        return new IllegalStateException("no trust manager can be made: " + e.getMessage(), e);
    }
}
