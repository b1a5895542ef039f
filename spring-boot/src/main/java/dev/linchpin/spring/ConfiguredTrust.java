package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** Makes the trust store and the key store of a bundle Linchpin's. */
final class ConfiguredTrust {
    private static final String PROPERTY = "linchpin.ssl-bundle";

    private ConfiguredTrust() {}

    static void of(String name, @Nullable SslBundles bundles, Linchpin.Builder linchpin) {
        SslBundle bundle = find(name, bundles);
        if (bundle.getOptions().getCiphers() != null || bundle.getOptions().getEnabledProtocols() != null) {
            throw new RefusedPropertyException(
                    PROPERTY,
                    "the bundle \"" + name
                            + "\" has ciphers or enabled protocols, expected none: they are the clients' settings");
        }
        KeyStore trusted = bundle.getStores().getTrustStore();
        if (trusted != null) {
            List<X509Certificate> anchors = anchors(trusted);
            if (anchors.isEmpty()) {
                throw new RefusedPropertyException(
                        PROPERTY, "the trust store of \"" + name + "\" has no certificates, expected at least one");
            }
            linchpin.trustedCertificates(anchors);
        }
        if (bundle.getStores().getKeyStore() != null) {
            linchpin.keyManagers(bundle.getManagers().getKeyManagers());
        }
    }

    private static SslBundle find(String name, @Nullable SslBundles bundles) {
        if (bundles == null) {
            throw new RefusedPropertyException(
                    PROPERTY, "the application has no SSL bundles, expected \"" + name + "\"");
        }
        try {
            return bundles.getBundle(name);
        } catch (NoSuchSslBundleException e) {
            throw new RefusedPropertyException(PROPERTY, e);
        }
    }

    private static List<X509Certificate> anchors(KeyStore trusted) {
        try {
            List<X509Certificate> anchors = new ArrayList<>();
            for (String alias : Collections.list(trusted.aliases())) {
                if (trusted.isCertificateEntry(alias)
                        && trusted.getCertificate(alias) instanceof X509Certificate certificate) {
                    anchors.add(certificate);
                }
            }
            return anchors;
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
    }
}
