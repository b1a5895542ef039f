package dev.linchpin.cli.pin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.cms.CMSEncryptedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/** PKCS#12 (RFC 7292), bag by bag: in the order of the file, and with certificates that the JDK cannot parse or does not trust. */
final class Pkcs12 {
    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** No password, and the empty one with its terminator (RFC 7292, appendix B.1), which some take for it. */
    private static final List<char[]> EMPTY = List.of(new char[0], new char[1]);

    private final PKCS12PfxPdu store;

    private Pkcs12(PKCS12PfxPdu store) {
        this.store = store;
    }

    /** Asks for the password only if the store does not open without. */
    static List<PinnedKey> read(byte[] content, StorePassword password) throws SourceException {
        try {
            Pkcs12 reader = new Pkcs12(new PKCS12PfxPdu(content));
            List<PinnedKey> found = reader.open(password);
            if (found.isEmpty()) {
                throw new SourceException("it is a key store without certificates");
            }
            return found;
        } catch (IOException | RuntimeException e) {
            throw new SourceException("it is a malformed PKCS#12 store", e);
        }
    }

    private List<PinnedKey> open(StorePassword password) throws SourceException, IOException {
        for (char[] empty : EMPTY) {
            if (isOpenedBy(empty)) {
                return keys(empty);
            }
        }
        char[] secret = password.get();
        if (!isOpenedBy(secret)) {
            throw new SourceException("the store password is wrong, or the store is damaged");
        }
        return keys(secret);
    }

    /** By its integrity check; by its contents if it has none. */
    private boolean isOpenedBy(char[] password) throws SourceException, IOException {
        if (store.hasMac()) {
            try {
                return store.isMacValid(
                        new JcePKCS12MacCalculatorBuilderProvider().setProvider(BOUNCY_CASTLE), password);
            } catch (PKCSException e) {
                throw new SourceException(
                        "its integrity check is of a kind that is not known here: " + e.getMessage(), e);
            }
        }
        try {
            for (ContentInfo contents : store.getContentInfos()) {
                bags(contents, password);
            }
            return true;
        } catch (CMSException e) {
            return false;
        }
    }

    private List<PinnedKey> keys(char[] password) throws SourceException, IOException {
        List<PinnedKey> found = new ArrayList<>();
        try {
            for (ContentInfo contents : store.getContentInfos()) {
                addCertificates(bags(contents, password), found);
            }
        } catch (CMSException e) {
            throw new SourceException(
                    "the password fits the store but not the certificates in it, or their encryption is not known here: "
                            + e.getMessage(),
                    e);
        }
        return found;
    }

    private static ASN1Sequence bags(ContentInfo contents, char[] password)
            throws CMSException, SourceException, IOException {
        if (contents.getContentType().equals(PKCSObjectIdentifiers.data)) {
            return ASN1Sequence.getInstance(
                    ASN1OctetString.getInstance(contents.getContent()).getOctets());
        } else if (!contents.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
            throw new SourceException("part of it is encrypted for a key, not by a password");
        }
        byte[] plain = new CMSEncryptedData(org.bouncycastle.asn1.cms.ContentInfo.getInstance(contents))
                .getContent(new JcePKCSPBEInputDecryptorProviderBuilder()
                        .setProvider(BOUNCY_CASTLE)
                        .build(password));
        try {
            return ASN1Sequence.getInstance(plain);
        } catch (IllegalArgumentException e) {
            throw new CMSException("it does not decrypt to bags", e);
        }
    }

    private static void addCertificates(ASN1Sequence bags, List<PinnedKey> found) throws SourceException {
        for (ASN1Encodable element : bags) {
            SafeBag bag = SafeBag.getInstance(element);
            if (bag.getBagId().equals(PKCSObjectIdentifiers.certBag)) {
                CertBag certificate = CertBag.getInstance(bag.getBagValue());
                found.add(PinnedKey.ofCertificate(
                        ASN1OctetString.getInstance(certificate.getCertValue()).getOctets()));
            } else if (bag.getBagId().equals(PKCSObjectIdentifiers.safeContentsBag)) {
                addCertificates(ASN1Sequence.getInstance(bag.getBagValue()), found);
            }
        }
    }
}
