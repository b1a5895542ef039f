package dev.linchpin.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that is about to be signed. Starts as what a careful authority would issue; each method bends one property, also into
 * what no authority should issue. Nothing is checked for good sense. Not thread-safe; may be signed several times.
 *
 * <ul>
 *   <li>renewal with the same key: {@code CertificateDraft.leaf(host).key(old.key()).signedBy(ca)}
 *   <li>cross-signing: {@code CertificateDraft.authority(sameName).key(ca.key()).signedBy(otherRoot)}
 *   <li>an impostor: {@code CertificateDraft.authority(sameName).signedBy(rogueRoot)}
 * </ul>
 */
public final class CertificateDraft {
    private static final Duration LEAF_LIFETIME = Duration.ofDays(90);
    private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);
    /** Of the arc for examples (2.999, X.660 A.3). */
    private static final ASN1ObjectIdentifier BALLAST = new ASN1ObjectIdentifier("2.999.1");

    private static final SecureRandom SERIALS = new SecureRandom();

    private String subject;
    private List<String> names;
    private final Set<KeyUse> keyUse;
    private List<String> extendedKeyUsage;
    private boolean authority;
    private @Nullable Integer pathLength;
    private List<String> permitted = List.of();
    private List<String> excluded = List.of();
    private Instant notBefore = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
    private Instant notAfter;
    private @Nullable TestKey key;
    private @Nullable BigInteger serial;
    private @Nullable TestKey identifier;
    private @Nullable String signature;
    private int ballast;
    private @Nullable String issuerAt;
    private boolean version1;

    private CertificateDraft(String commonName, List<String> names, boolean authority) {
        this.subject = "CN=" + commonName + ",O=Linchpin Test PKI";
        this.names = names;
        this.authority = authority;
        this.keyUse = authority
                ? new TreeSet<>(Set.of(KeyUse.CERTIFICATE_SIGNING, KeyUse.CRL_SIGNING))
                : new TreeSet<>(Set.of(KeyUse.DIGITAL_SIGNATURE));
        this.extendedKeyUsage = authority ? List.of() : List.of(KeyPurposeId.id_kp_serverAuth.getId());
        this.notAfter = notBefore.plus(authority ? AUTHORITY_LIFETIME : LEAF_LIFETIME);
    }

    /** An authority: CA flag, certificate and CRL signing, ten years. */
    public static CertificateDraft authority(String commonName) {
        return new CertificateDraft(commonName, List.of(), true);
    }

    /** A server certificate for DNS names (A-labels) and IP addresses, 90 days; the first name is also the common name. */
    public static CertificateDraft leaf(String... names) {
        return new CertificateDraft(names[0], List.of(names), false);
    }

    /** The whole subject, e.g. {@code CN=Other,O=Elsewhere}. */
    public CertificateDraft subject(String distinguishedName) {
        this.subject = distinguishedName;
        return this;
    }

    /** Leaves the subject alternative names out, so that nothing but the common name says whose the certificate is. */
    public CertificateDraft withoutNames() {
        this.names = List.of();
        return this;
    }

    /** An existing key, instead of a new P-256 key each time the draft is signed. */
    public CertificateDraft key(TestKey key) {
        this.key = key;
        return this;
    }

    /** A new key of this type. */
    public CertificateDraft key(KeyType type) {
        return key(TestKey.generate(type));
    }

    public CertificateDraft validity(Instant notBefore, Instant notAfter) {
        this.notBefore = notBefore;
        this.notAfter = notAfter;
        return this;
    }

    /** A fixed serial number, instead of a random one each time the draft is signed. */
    public CertificateDraft serial(BigInteger serial) {
        this.serial = serial;
        return this;
    }

    /** Claims the key identifier of another key, by which whatever this authority signs refers to it. */
    public CertificateDraft keyIdentifierOf(TestKey other) {
        this.identifier = other;
        return this;
    }

    /** How the issuer signs, e.g. {@code SHA1withECDSA}, instead of the way that suits its key. */
    public CertificateDraft signature(String algorithm) {
        this.signature = algorithm;
        return this;
    }

    /** An extension that nobody knows or needs, of so many bytes. */
    public CertificateDraft ballast(int bytes) {
        this.ballast = bytes;
        return this;
    }

    /** Where the issuer's certificate can be fetched (RFC 5280 §4.2.2.1). */
    public CertificateDraft issuerAt(String url) {
        this.issuerAt = url;
        return this;
    }

    /** X.509 version 1: no extension whatsoever. */
    public CertificateDraft version1() {
        this.version1 = true;
        return this;
    }

    /** Ended yesterday. */
    public CertificateDraft expired() {
        Instant yesterday = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
        return validity(yesterday.minus(LEAF_LIFETIME), yesterday);
    }

    /** Begins tomorrow. */
    public CertificateDraft notYetValid() {
        Instant tomorrow = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(1));
        return validity(tomorrow, tomorrow.plus(LEAF_LIFETIME));
    }

    /** The CA flag of the basic constraints, and nothing else. */
    public CertificateDraft authorityFlag(boolean authority) {
        this.authority = authority;
        return this;
    }

    /** How many intermediates may follow below this authority. */
    public CertificateDraft pathLength(int intermediates) {
        this.pathLength = intermediates;
        return this;
    }

    /** Replaces the key usage; none leaves the extension out. */
    public CertificateDraft keyUsage(KeyUse... uses) {
        keyUse.clear();
        keyUse.addAll(List.of(uses));
        return this;
    }

    /** Replaces the extended key usage; none leaves the extension out. */
    public CertificateDraft extendedKeyUsage(String... oids) {
        this.extendedKeyUsage = List.of(oids);
        return this;
    }

    /** Name constraints (RFC 5280, section 4.2.1.10): only DNS names in these subtrees. */
    public CertificateDraft permitted(String... dnsSubtrees) {
        this.permitted = List.of(dnsSubtrees);
        return this;
    }

    /** Name constraints: no DNS name in these subtrees. */
    public CertificateDraft excluded(String... dnsSubtrees) {
        this.excluded = List.of(dnsSubtrees);
        return this;
    }

    public TestCertificate selfSigned() {
        TestKey own = ownKey();
        return new TestCertificate(sign(null, own, own.publicKeyInfo()), own, null);
    }

    /** Signs with the issuer's key, whether or not the issuer is an authority. */
    public TestCertificate signedBy(TestCertificate issuer) {
        TestKey own = ownKey();
        return new TestCertificate(sign(issuer, issuer.key(), own.publicKeyInfo()), own, issuer);
    }

    /** The DER of a certificate for a SubjectPublicKeyInfo of which nobody here has the private key. */
    public byte[] signedBy(TestCertificate issuer, byte[] publicKeyInfo) {
        try {
            return sign(issuer, issuer.key(), SubjectPublicKeyInfo.getInstance(publicKeyInfo))
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestKey ownKey() {
        return key == null ? TestKey.generate() : key;
    }

    /** @param issuer null if the certificate is to be self-signed */
    private X509CertificateHolder sign(@Nullable TestCertificate issuer, TestKey issuerKey, SubjectPublicKeyInfo own) {
        BigInteger number = serial == null ? new BigInteger(127, SERIALS).setBit(126) : serial;
        Date from = Date.from(notBefore);
        Date to = Date.from(notAfter);
        X500Name name = new X500Name(subject);
        X500Name above = issuer == null ? name : issuer.holder().getSubject();
        try {
            ContentSigner signer = issuerKey.type().signer(issuerKey.signingKey(), signature);
            if (version1) {
                return new X509v1CertificateBuilder(above, number, from, to, name, own).build(signer);
            }
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(above, number, from, to, name, own);
            addExtensions(builder, issuer, own);
            return builder.build(signer);
        } catch (OperatorCreationException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("cannot sign " + subject + " with " + issuerKey, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addExtensions(
            X509v3CertificateBuilder builder, @Nullable TestCertificate issuer, SubjectPublicKeyInfo own)
            throws IOException, NoSuchAlgorithmException {
        SubjectKeyIdentifier name = new JcaX509ExtensionUtils()
                .createSubjectKeyIdentifier(identifier == null ? own : identifier.publicKeyInfo());
        builder.addExtension(Extension.basicConstraints, true, basicConstraints());
        builder.addExtension(Extension.subjectKeyIdentifier, false, name);
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new AuthorityKeyIdentifier(issuer == null ? name.getKeyIdentifier() : issuer.keyIdentifier()));
        if (!keyUse.isEmpty()) {
            builder.addExtension(Extension.keyUsage, true, KeyUse.extension(keyUse));
        }
        if (!extendedKeyUsage.isEmpty()) {
            KeyPurposeId[] purposes = extendedKeyUsage.stream()
                    .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                    .toArray(KeyPurposeId[]::new);
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        if (!names.isEmpty()) {
            GeneralName[] all =
                    names.stream().map(CertificateDraft::generalName).toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
        }
        if (!permitted.isEmpty() || !excluded.isEmpty()) {
            builder.addExtension(
                    Extension.nameConstraints, true, new NameConstraints(subtrees(permitted), subtrees(excluded)));
        }
        if (issuerAt != null) {
            GeneralName location = new GeneralName(GeneralName.uniformResourceIdentifier, issuerAt);
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, location));
        }
        if (ballast > 0) {
            builder.addExtension(BALLAST, false, new DEROctetString(new byte[ballast]));
        }
    }

    private BasicConstraints basicConstraints() {
        return authority && pathLength != null ? new BasicConstraints(pathLength) : new BasicConstraints(authority);
    }

    private static GeneralName generalName(String name) {
        return new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static GeneralSubtree @Nullable [] subtrees(List<String> dnsNames) {
        return dnsNames.isEmpty()
                ? null
                : dnsNames.stream()
                        .map(name -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, name)))
                        .toArray(GeneralSubtree[]::new);
    }
}
