package dev.linchpin.benchmarks.jmh;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the signatures that anybody in this JVM verifies while it is installed: a provider that stands before all others, has the
 * JDK do the work, and counts.
 */
final class VerificationCounter implements AutoCloseable {
    private static final String NAME = "VerificationCounter";
    private static final List<String> ALGORITHMS = List.of("SHA256withECDSA", "SHA256withRSA");

    private final AtomicLong verifications = new AtomicLong();

    private VerificationCounter() {}

    static VerificationCounter install() {
        VerificationCounter counter = new VerificationCounter();
        Security.insertProviderAt(counter.new CountingProvider(), 1);
        return counter;
    }

    long verifications() {
        return verifications.get();
    }

    @Override
    public void close() {
        Security.removeProvider(NAME);
    }

    private final class CountingProvider extends Provider {
        private static final long serialVersionUID = 1;

        CountingProvider() {
            super(NAME, "1", "counts verifications");
            for (String algorithm : ALGORITHMS) {
                Provider jdk = Security.getProviders("Signature." + algorithm)[0];
                putService(new Service(this, "Signature", algorithm, CountingSignature.class.getName(), null, null) {
                    @Override
                    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                        return new CountingSignature(Signature.getInstance(algorithm, jdk));
                    }
                });
            }
        }
    }

    private final class CountingSignature extends Signature {
        private final Signature signature;

        CountingSignature(Signature signature) {
            super(signature.getAlgorithm());
            this.signature = signature;
        }

        @Override
        protected boolean engineVerify(byte[] bytes) throws SignatureException {
            verifications.incrementAndGet();
            return signature.verify(bytes);
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            signature.initVerify(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            signature.initSign(key);
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            signature.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
            signature.update(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return signature.sign();
        }

        @Override
        protected void engineSetParameter(AlgorithmParameterSpec parameters) throws InvalidAlgorithmParameterException {
            if (parameters != null) {
                signature.setParameter(parameters);
            }
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
