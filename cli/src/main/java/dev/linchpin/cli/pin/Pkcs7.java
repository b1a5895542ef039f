package dev.linchpin.cli.pin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;

/** The certificates of a PKCS#7 message (RFC 5652, section 5.1), which is how Windows and Java exchange chains. */
final class Pkcs7 {
    private Pkcs7() {}

    static List<PinnedKey> read(byte[] content) throws SourceException {
        List<PinnedKey> found = new ArrayList<>();
        for (ASN1Encodable certificate : certificates(content)) {
            if (!(certificate instanceof ASN1Sequence)) {
                throw new SourceException("it is a PKCS#7 message with a certificate that is not X.509");
            }
            try {
                found.add(PinnedKey.ofCertificate(certificate.toASN1Primitive().getEncoded(ASN1Encoding.DER)));
            } catch (IOException e) {
                throw new SourceException("a certificate in it is malformed", e);
            }
        }
        if (found.isEmpty()) {
            throw new SourceException("it is a PKCS#7 message without certificates");
        }
        return found;
    }

    private static List<ASN1Encodable> certificates(byte[] content) throws SourceException {
        try {
            ContentInfo message = ContentInfo.getInstance(ASN1Primitive.fromByteArray(content));
            if (!message.getContentType().equals(CMSObjectIdentifiers.signedData)) {
                throw new SourceException(
                        "it is a PKCS#7 message that is not of the kind with certificates, SignedData");
            }
            ASN1Set certificates = SignedData.getInstance(message.getContent()).getCertificates();
            return certificates == null ? List.of() : List.of(certificates.toArray());
        } catch (IOException | RuntimeException e) {
            throw new SourceException("it is a malformed PKCS#7 message", e);
        }
    }
}
