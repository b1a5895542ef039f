package dev.linchpin.pki;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Principal;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that answers as another does, but for what a subclass answers instead: for certificates that no parser would
 * make.
 */
@SuppressWarnings("deprecation") // the names of subject and issuer as Principal, which the superclass demands
public abstract class DisguisedCertificate extends X509Certificate {
    private static final long serialVersionUID = 1L;

    private final X509Certificate sound;

    /** @param sound whose answers these are */
    protected DisguisedCertificate(X509Certificate sound) {
        this.sound = sound;
    }

    @Override
    public byte[] getEncoded() throws CertificateEncodingException {
        return sound.getEncoded();
    }

    @Override
    public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
        sound.checkValidity();
    }

    @Override
    public void checkValidity(Date date) throws CertificateExpiredException, CertificateNotYetValidException {
        sound.checkValidity(date);
    }

    @Override
    public int getVersion() {
        return sound.getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return sound.getSerialNumber();
    }

    @Override
    public Principal getIssuerDN() {
        return sound.getIssuerDN();
    }

    @Override
    public Principal getSubjectDN() {
        return sound.getSubjectDN();
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return sound.getIssuerX500Principal();
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return sound.getSubjectX500Principal();
    }

    @Override
    public Date getNotBefore() {
        return sound.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return sound.getNotAfter();
    }

    @Override
    public byte[] getTBSCertificate() throws CertificateEncodingException {
        return sound.getTBSCertificate();
    }

    @Override
    public byte[] getSignature() {
        return sound.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return sound.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return sound.getSigAlgOID();
    }

    @Override
    public byte @Nullable [] getSigAlgParams() {
        return sound.getSigAlgParams();
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return sound.getIssuerUniqueID();
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return sound.getSubjectUniqueID();
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return sound.getKeyUsage();
    }

    @Override
    public int getBasicConstraints() {
        return sound.getBasicConstraints();
    }

    @Override
    public PublicKey getPublicKey() {
        return sound.getPublicKey();
    }

    @Override
    public void verify(PublicKey key)
            throws CertificateException, NoSuchAlgorithmException, InvalidKeyException, NoSuchProviderException,
                    SignatureException {
        sound.verify(key);
    }

    @Override
    public void verify(PublicKey key, String provider)
            throws CertificateException, NoSuchAlgorithmException, InvalidKeyException, NoSuchProviderException,
                    SignatureException {
        sound.verify(key, provider);
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return sound.hasUnsupportedCriticalExtension();
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
        return sound.getCriticalExtensionOIDs();
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
        return sound.getNonCriticalExtensionOIDs();
    }

    @Override
    public byte @Nullable [] getExtensionValue(String oid) {
        return sound.getExtensionValue(oid);
    }

    @Override
    public String toString() {
        return sound.toString();
    }
}
