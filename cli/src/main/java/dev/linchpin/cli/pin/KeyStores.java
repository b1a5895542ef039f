package dev.linchpin.cli.pin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** Every certificate in a key store: of its trusted entries, and the chains of its private keys. */
final class KeyStores {
    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    private KeyStores() {}

    /** PKCS#12 (RFC 7292), bag by bag: in the order of the file, and with certificates that the JDK cannot parse. */
    static List<PinnedKey> readPkcs12(byte[] content, StorePassword password) throws SourceException {
        try {
            PKCS12PfxPdu store = new PKCS12PfxPdu(content);
            char[] secret = isOpen(store) ? new char[0] : password.get();
            if (store.hasMac() && !store.isMacValid(macs(), secret)) {
                throw wrongPassword(null);
            }
            List<PinnedKey> found = new ArrayList<>();
            for (ContentInfo contents : store.getContentInfos()) {
                for (PKCS12SafeBag bag : bags(contents, secret)) {
                    if (bag.getBagValue() instanceof X509CertificateHolder certificate) {
                        found.add(PinnedKey.ofCertificate(certificate.getEncoded()));
                    }
                }
            }
            return notEmpty(found);
        } catch (PKCSException e) {
            throw wrongPassword(e);
        } catch (IOException | RuntimeException e) {
            throw new SourceException("it is a malformed PKCS#12 store", e);
        }
    }

    private static boolean isOpen(PKCS12PfxPdu store) {
        for (ContentInfo contents : store.getContentInfos()) {
            if (isEncrypted(contents)) {
                return false;
            }
        }
        return !store.hasMac();
    }

    private static boolean isEncrypted(ContentInfo contents) {
        return contents.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
    }

    private static PKCS12SafeBag[] bags(ContentInfo contents, char[] password) throws PKCSException {
        return isEncrypted(contents)
                ? new PKCS12SafeBagFactory(
                                contents,
                                new JcePKCSPBEInputDecryptorProviderBuilder()
                                        .setProvider(BOUNCY_CASTLE)
                                        .build(password))
                        .getSafeBags()
                : new PKCS12SafeBagFactory(contents).getSafeBags();
    }

    private static JcePKCS12MacCalculatorBuilderProvider macs() {
        return new JcePKCS12MacCalculatorBuilderProvider().setProvider(BOUNCY_CASTLE);
    }

    /** A store in one of Java's own formats, by alias. */
    static List<PinnedKey> readJava(String type, byte[] content, StorePassword password) throws SourceException {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(new ByteArrayInputStream(content), password.get());
            List<String> aliases = Collections.list(store.aliases());
            Collections.sort(aliases);
            List<PinnedKey> found = new ArrayList<>();
            for (String alias : aliases) {
                for (Certificate certificate : certificates(store, alias)) {
                    found.add(PinnedKey.ofCertificate(certificate.getEncoded()));
                }
            }
            return notEmpty(found);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw wrongPassword(e);
            }
            throw new SourceException("it is a malformed " + type + " store", e);
        } catch (GeneralSecurityException e) {
            throw new SourceException("it holds what this JDK cannot read: " + e.getMessage(), e);
        }
    }

    private static List<Certificate> certificates(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate[] chain = store.getCertificateChain(alias);
        Certificate alone = chain == null ? store.getCertificate(alias) : null;
        return chain != null ? List.of(chain) : alone != null ? List.of(alone) : List.of();
    }

    private static List<PinnedKey> notEmpty(List<PinnedKey> found) throws SourceException {
        if (found.isEmpty()) {
            throw new SourceException("it is a key store without certificates");
        }
        return found;
    }

    private static SourceException wrongPassword(@Nullable Exception cause) {
        String reason = "the store password is wrong, or the store is damaged";
        return cause == null ? new SourceException(reason) : new SourceException(reason, cause);
    }
}
