package dev.linchpin.cli.pin;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.AlgorithmNameFinder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;

/** Names the kind and size of a key as people do: RSA 2048, EC P-256, Ed25519, ML-DSA-65. */
final class KeyAlgorithms {
    private static final Map<ASN1ObjectIdentifier, String> EDWARDS = Map.of(
            EdECObjectIdentifiers.id_Ed25519, "Ed25519",
            EdECObjectIdentifiers.id_Ed448, "Ed448",
            EdECObjectIdentifiers.id_X25519, "X25519",
            EdECObjectIdentifiers.id_X448, "X448");

    /** What nearly all keys are on: the tables that know every curve take longer to load than a key takes to pin. */
    private static final Map<ASN1ObjectIdentifier, String> USUAL_CURVES = Map.of(
            X9ObjectIdentifiers.prime256v1, "P-256",
            SECObjectIdentifiers.secp384r1, "P-384",
            SECObjectIdentifiers.secp521r1, "P-521");

    private KeyAlgorithms() {}

    /** Of all other algorithms; made when one is met, since it knows hundreds. */
    private static final class Others {
        static final AlgorithmNameFinder NAMES = new DefaultAlgorithmNameFinder();
    }

    static String nameOf(SubjectPublicKeyInfo key) throws IOException {
        AlgorithmIdentifier algorithm = key.getAlgorithm();
        ASN1ObjectIdentifier id = algorithm.getAlgorithm();
        if (id.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA " + bits(rsaModulus(key));
        } else if (id.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return "RSASSA-PSS " + bits(rsaModulus(key));
        } else if (id.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "EC " + curve(X962Parameters.getInstance(algorithm.getParameters()));
        } else if (id.equals(X9ObjectIdentifiers.id_dsa)) {
            DSAParameter domain = DSAParameter.getInstance(algorithm.getParameters());
            return domain == null ? "DSA" : "DSA " + bits(domain.getP());
        }
        String edwards = EDWARDS.get(id);
        return edwards == null ? Others.NAMES.getAlgorithmName(id) : edwards;
    }

    private static BigInteger rsaModulus(SubjectPublicKeyInfo key) throws IOException {
        return RSAPublicKey.getInstance(key.parsePublicKey()).getModulus();
    }

    private static String bits(BigInteger size) {
        return Integer.toString(size.bitLength());
    }

    private static String curve(X962Parameters parameters) {
        if (!parameters.isNamedCurve()) {
            return "with explicit parameters";
        }
        ASN1ObjectIdentifier id = ASN1ObjectIdentifier.getInstance(parameters.getParameters());
        String usual = USUAL_CURVES.get(id);
        return usual == null ? unusualCurve(id) : usual;
    }

    private static String unusualCurve(ASN1ObjectIdentifier id) {
        String nist = NISTNamedCurves.getName(id);
        String other = nist == null ? ECNamedCurveTable.getName(id) : nist;
        return other == null ? id.getId() : other;
    }
}
