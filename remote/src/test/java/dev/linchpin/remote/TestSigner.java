package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestKey;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;

/** Somebody with a key, who signs what honest people would not. */
record TestSigner(SigningKey key, PrivateKey privateKey) {
    static TestSigner of(String name) {
        return of(KeyType.P256, name);
    }

    static TestSigner of(KeyType type, String name) {
        TestKey key = TestKey.seeded(type, name);
        return new TestSigner(SigningKey.of(key.spki()), key.privateKey());
    }

    static TrustedKeys threshold(int threshold, TestSigner... signers) {
        return TrustedKeys.of(
                threshold, Arrays.stream(signers).map(TestSigner::key).toList());
    }

    static byte[] sign(Bundle bundle, TestSigner... signers) {
        try {
            SignedBundle signed = SignedBundle.sign(bundle, signers[0].key, signers[0].privateKey);
            for (TestSigner signer : signers) {
                signed = signed.sign(signer.key, signer.privateKey);
            }
            return signed.bytes();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A compact document of this payload, be it what it may. */
    byte[] compact(String payload) {
        return compact(header(), payload.getBytes(UTF_8));
    }

    byte[] compact(String header, byte[] payload) {
        String signed = Base64Url.encode(header.getBytes(UTF_8)) + "." + Base64Url.encode(payload);
        return (signed + "." + Base64Url.encode(signature(signed))).getBytes(UTF_8);
    }

    /** The entry of {@code signatures} for this payload. */
    String entry(String payload) {
        String header = Base64Url.encode(header().getBytes(UTF_8));
        String signature = Base64Url.encode(signature(header + "." + payload));
        return "{\"protected\":\"" + header + "\",\"signature\":\"" + signature + "\"}";
    }

    String header() {
        return "{\"alg\":\"" + key.algorithm().jwsName() + "\",\"kid\":\"" + key.id()
                + "\",\"typ\":\"linchpin-bundle\"}";
    }

    byte[] signature(String signed) {
        try {
            return key.algorithm().sign(privateKey, signed.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
