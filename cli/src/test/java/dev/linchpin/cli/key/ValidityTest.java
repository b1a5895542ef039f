package dev.linchpin.cli.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the notation, the time is the one that Bouncy Castle sees. */
class ValidityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "270219023541Z",
                "491231235959Z",
                "500101000000Z",
                "2702190235Z",
                "270219023541+0130",
                "270230000000Z",
                "271301000000Z",
                "270219246060Z"
            })
    void reads_a_utc_time_as_Bouncy_Castle_does(String text) {
        agrees(new ASN1UTCTime(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20270219023541Z",
                "99991231235959Z",
                "20270219023541.5Z",
                "20270219023541-0200",
                "20270230000000Z",
                "15000101000000Z",
                "15830101000000Z",
                "00010101000000Z"
            })
    void reads_a_generalized_time_as_Bouncy_Castle_does(String text) {
        agrees(new ASN1GeneralizedTime(text));
    }

    private static void agrees(ASN1Primitive notAfter) {
        X509CertificateHolder certificate = certificate(notAfter);
        assertEquals(certificate.getNotAfter().toInstant(), Validity.notAfter(certificate));
    }

    private static X509CertificateHolder certificate(ASN1Primitive notAfter) {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
        X500Name name = new X500Name("CN=expiry");
        ASN1EncodableVector body = new ASN1EncodableVector();
        body.add(new ASN1Integer(1));
        body.add(algorithm);
        body.add(name);
        ASN1EncodableVector validity = new ASN1EncodableVector();
        validity.add(new ASN1UTCTime("200101000000Z"));
        validity.add(notAfter);
        body.add(new DERSequence(validity));
        body.add(name);
        body.add(new SubjectPublicKeyInfo(algorithm, new byte[32]));
        ASN1EncodableVector certificate = new ASN1EncodableVector();
        certificate.add(new DERSequence(body));
        certificate.add(algorithm);
        certificate.add(new DERBitString(new byte[64]));
        return new X509CertificateHolder(Certificate.getInstance(new DERSequence(certificate)));
    }
}
