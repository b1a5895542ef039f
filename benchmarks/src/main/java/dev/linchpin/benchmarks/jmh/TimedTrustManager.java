package dev.linchpin.benchmarks.jmh;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Counts the servers that another trust manager accepts, and times the last time it did. A resumed handshake asks no trust manager:
 * the count is the proof that each handshake was a full one.
 */
final class TimedTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager delegate;
    private final AtomicLong accepted = new AtomicLong();
    private volatile long nanos;

    TimedTrustManager(X509ExtendedTrustManager delegate) {
        this.delegate = delegate;
    }

    long accepted() {
        return accepted.get();
    }

    /** What the last acceptance took. */
    long nanos() {
        return nanos;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        long start = System.nanoTime();
        delegate.checkServerTrusted(chain, authType, socket);
        acceptedSince(start);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        long start = System.nanoTime();
        delegate.checkServerTrusted(chain, authType, engine);
        acceptedSince(start);
    }

    private void acceptedSince(long start) {
        nanos = System.nanoTime() - start;
        accepted.incrementAndGet();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        delegate.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        delegate.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }
}
