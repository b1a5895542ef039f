package dev.linchpin.pki;

import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts every verification of a signature that this JVM does by JCA. While it is open, it stands in front of all providers
 * and passes the work on to them; what a provider does in native code behind JCA's back is not seen. Thread-safe; there can be one
 * at a time, for it stands in front of everybody in the JVM.
 */
public final class VerificationCounter extends Provider implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final AtomicInteger verifications = new AtomicInteger();

    private VerificationCounter() {
        super("VerificationCounter", "1.0", "counts signature verifications");
        for (Provider provider : Security.getProviders()) {
            for (Service service : provider.getServices()) {
                String algorithm = service.getAlgorithm();
                if (service.getType().equals("Signature") && getService("Signature", algorithm) == null) {
                    putService(new Counted(algorithm, provider));
                }
            }
        }
    }

    /**
     * Stands in front of all providers, from now until it is closed.
     *
     * @throws IllegalStateException if another counter is open
     */
    public static VerificationCounter open() {
        VerificationCounter counter = new VerificationCounter();
        if (Security.insertProviderAt(counter, 1) != 1) {
            throw new IllegalStateException("another counter is open");
        }
        return counter;
    }

    /** How many there were since the last time this was asked. */
    public int take() {
        return verifications.getAndSet(0);
    }

    /** Steps aside. */
    @Override
    public void close() {
        Security.removeProvider(getName());
    }

    private final class Counted extends Service {
        private final Provider worker;

        Counted(String algorithm, Provider worker) {
            super(VerificationCounter.this, "Signature", algorithm, CountedSignature.class.getName(), null, null);
            this.worker = worker;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new CountedSignature(Signature.getInstance(getAlgorithm(), worker), verifications);
        }
    }

    private static final class CountedSignature extends SignatureSpi {
        private final Signature worker;
        private final AtomicInteger verifications;

        CountedSignature(Signature worker, AtomicInteger verifications) {
            this.worker = worker;
            this.verifications = verifications;
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            verifications.incrementAndGet();
            return worker.verify(signature);
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            worker.initVerify(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            worker.initSign(key);
        }

        @Override
        protected void engineUpdate(byte octet) throws SignatureException {
            worker.update(octet);
        }

        @Override
        protected void engineUpdate(byte[] octets, int from, int length) throws SignatureException {
            worker.update(octets, from, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return worker.sign();
        }

        @Override
        protected void engineSetParameter(AlgorithmParameterSpec parameters) throws InvalidAlgorithmParameterException {
            worker.setParameter(parameters);
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return worker.getParameters();
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
