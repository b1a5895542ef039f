package dev.linchpin.cli.pin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A key store in a format of the JDK's or of Bouncy Castle's own, by alias: its trusted entries, and the chains of its private keys. */
final class JavaKeyStore {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final Set<String> OF_BOUNCY_CASTLE = Set.of("BKS", "UBER", "BCFKS");

    private JavaKeyStore() {}

    static List<PinnedKey> read(String type, byte[] content, StorePassword password) throws SourceException {
        try {
            KeyStore store = OF_BOUNCY_CASTLE.contains(type)
                    ? KeyStore.getInstance(type, BOUNCY_CASTLE)
                    : KeyStore.getInstance(type);
            store.load(new ByteArrayInputStream(content), password.get());
            List<String> aliases = Collections.list(store.aliases());
            Collections.sort(aliases);
            List<PinnedKey> found = new ArrayList<>();
            for (String alias : aliases) {
                for (Certificate certificate : certificates(store, alias)) {
                    found.add(PinnedKey.ofCertificate(certificate.getEncoded()));
                }
            }
            if (found.isEmpty()) {
                throw new SourceException("it is a key store without certificates");
            }
            return found;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException || OF_BOUNCY_CASTLE.contains(type)) {
                throw new SourceException("the store password is wrong, or the store is damaged", e);
            }
            throw new SourceException("it is a malformed " + type + " store", e);
        } catch (GeneralSecurityException e) {
            throw new SourceException("it holds what this JDK cannot read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new SourceException("it is a malformed " + type + " store", e);
        }
    }

    private static List<Certificate> certificates(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate[] chain = store.getCertificateChain(alias);
        Certificate alone = chain == null ? store.getCertificate(alias) : null;
        return chain != null ? List.of(chain) : alone != null ? List.of(alone) : List.of();
    }
}
