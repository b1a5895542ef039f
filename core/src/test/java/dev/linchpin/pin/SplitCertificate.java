package dev.linchpin.pin;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Principal;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;

/** The bytes of one certificate with the parsed key of another, as a parser that can be confused would return them. */
public final class SplitCertificate extends X509Certificate {
    private static final long serialVersionUID = 1L;

    private final X509Certificate bytes;
    private final PublicKey key;
    private int encodings;

    public SplitCertificate(X509Certificate bytes, PublicKey key) {
        this.bytes = bytes;
        this.key = key;
    }

    @Override
    public PublicKey getPublicKey() {
        return key;
    }

    @Override
    public byte[] getEncoded() throws CertificateEncodingException {
        encodings++;
        return bytes.getEncoded();
    }

    /** How often somebody has asked for the bytes. */
    int encodings() {
        return encodings;
    }

    @Override
    public byte[] getTBSCertificate() throws CertificateEncodingException {
        return bytes.getTBSCertificate();
    }

    @Override
    public void checkValidity() {}

    @Override
    public void checkValidity(Date date) {}

    @Override
    public int getVersion() {
        return bytes.getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return bytes.getSerialNumber();
    }

    @Override
    @Deprecated
    public Principal getIssuerDN() {
        return bytes.getIssuerX500Principal();
    }

    @Override
    @Deprecated
    public Principal getSubjectDN() {
        return bytes.getSubjectX500Principal();
    }

    @Override
    public Date getNotBefore() {
        return bytes.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return bytes.getNotAfter();
    }

    @Override
    public byte[] getSignature() {
        return bytes.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return bytes.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return bytes.getSigAlgOID();
    }

    @Override
    public byte[] getSigAlgParams() {
        return bytes.getSigAlgParams();
    }

    @Override
    public boolean[] getIssuerUniqueID() {
        return bytes.getIssuerUniqueID();
    }

    @Override
    public boolean[] getSubjectUniqueID() {
        return bytes.getSubjectUniqueID();
    }

    @Override
    public boolean[] getKeyUsage() {
        return bytes.getKeyUsage();
    }

    @Override
    public int getBasicConstraints() {
        return bytes.getBasicConstraints();
    }

    @Override
    public void verify(PublicKey signer)
            throws CertificateException, NoSuchAlgorithmException, InvalidKeyException, NoSuchProviderException,
                    SignatureException {
        bytes.verify(signer);
    }

    @Override
    public void verify(PublicKey signer, String provider)
            throws CertificateException, NoSuchAlgorithmException, InvalidKeyException, NoSuchProviderException,
                    SignatureException {
        bytes.verify(signer, provider);
    }

    @Override
    public String toString() {
        return bytes.toString();
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return bytes.hasUnsupportedCriticalExtension();
    }

    @Override
    public Set<String> getCriticalExtensionOIDs() {
        return bytes.getCriticalExtensionOIDs();
    }

    @Override
    public Set<String> getNonCriticalExtensionOIDs() {
        return bytes.getNonCriticalExtensionOIDs();
    }

    @Override
    public byte[] getExtensionValue(String oid) {
        return bytes.getExtensionValue(oid);
    }
}
