package dev.linchpin.pki;

import org.bouncycastle.asn1.x509.KeyUsage;

/** Bits of the key usage extension (RFC 5280, section 4.2.1.3). */
public enum KeyUse {
    DIGITAL_SIGNATURE(KeyUsage.digitalSignature),
    KEY_ENCIPHERMENT(KeyUsage.keyEncipherment),
    KEY_AGREEMENT(KeyUsage.keyAgreement),
    CERTIFICATE_SIGNING(KeyUsage.keyCertSign),
    CRL_SIGNING(KeyUsage.cRLSign);

    private final int bit;

    KeyUse(int bit) {
        this.bit = bit;
    }

    static KeyUsage extension(Iterable<KeyUse> uses) {
        int bits = 0;
        for (KeyUse use : uses) {
            bits |= use.bit;
        }
        return new KeyUsage(bits);
    }
}
