package dev.linchpin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trust anchors in the form that {@code TrustManagerFactory} takes, in memory and read-only. A store of the platform's default type
 * would not do: some types hold no certificates, such as those of FIPS tokens.
 */
final class AnchorStore extends KeyStore {
    private AnchorStore(KeyStoreSpi spi) {
        super(spi, null, "linchpin-anchors");
    }

    static KeyStore of(Collection<X509Certificate> anchors) {
        KeyStore store = new AnchorStore(new Spi(anchors));
        try {
            store.load(null, null); // Which only marks it as loaded.
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("nothing is read", e);
        }
    }

    private static final class Spi extends KeyStoreSpi {
        private final Map<String, X509Certificate> anchors = new LinkedHashMap<>();

        Spi(Collection<X509Certificate> anchors) {
            for (X509Certificate anchor : anchors) {
                this.anchors.put("anchor-" + this.anchors.size(), anchor);
            }
        }

        @Override
        public Enumeration<String> engineAliases() {
            return Collections.enumeration(anchors.keySet());
        }

        @Override
        public int engineSize() {
            return anchors.size();
        }

        @Override
        public boolean engineContainsAlias(String alias) {
            return anchors.containsKey(alias);
        }

        @Override
        public boolean engineIsCertificateEntry(String alias) {
            return anchors.containsKey(alias);
        }

        @Override
        public boolean engineIsKeyEntry(String alias) {
            return false;
        }

        @Override
        public @Nullable Certificate engineGetCertificate(String alias) {
            return anchors.get(alias);
        }

        @Override
        public Certificate @Nullable [] engineGetCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable Key engineGetKey(String alias, char[] password) {
            return null;
        }

        /** Unknown, and asked for by nobody. */
        @Override
        public @Nullable Date engineGetCreationDate(String alias) {
            return anchors.containsKey(alias) ? Date.from(Instant.EPOCH) : null;
        }

        @Override
        public @Nullable String engineGetCertificateAlias(Certificate certificate) {
            for (Map.Entry<String, X509Certificate> anchor : anchors.entrySet()) {
                if (anchor.getValue().equals(certificate)) {
                    return anchor.getKey();
                }
            }
            return null;
        }

        @Override
        public void engineLoad(@Nullable InputStream stream, char @Nullable [] password) {
            // There is nothing to read.
        }

        @Override
        public void engineStore(OutputStream stream, char[] password) {
            throw new UnsupportedOperationException("trust anchors in memory are not written");
        }

        @Override
        public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain)
                throws KeyStoreException {
            throw readOnly();
        }

        @Override
        public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) throws KeyStoreException {
            throw readOnly();
        }

        @Override
        public void engineSetCertificateEntry(String alias, Certificate certificate) throws KeyStoreException {
            throw readOnly();
        }

        @Override
        public void engineDeleteEntry(String alias) throws KeyStoreException {
            throw readOnly();
        }

        private static KeyStoreException readOnly() {
            return new KeyStoreException("trust anchors are fixed once they are given");
        }
    }
}
