package dev.linchpin;

import java.security.cert.CertificateException;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Judges the peer of one connection whenever a handshake has led to a session, full or resumed, and stays by a refusal for good.
 * Safe for use by several threads: two that judge the same session come to the same answer.
 */
final class Guard {
    /** What is asked at the end of a handshake. */
    interface Bench {
        /** Returns if the peer behind a session may be used, under the policy now in force. */
        void judge(SSLSession session, SSLParameters parameters) throws CertificateException;
    }

    private final Bench bench;
    private final Supplier<SSLSession> nobody;
    private volatile @Nullable SSLSession admitted;
    private volatile @Nullable Exception refusal;

    /** @param nobody makes the session of a connection that never was */
    Guard(Bench bench, Supplier<SSLSession> nobody) {
        this.bench = bench;
        this.nobody = nobody;
    }

    /** Whether this very session was judged, and accepted. */
    @SuppressWarnings("ReferenceEquality") // An equal session may be that of another handshake.
    boolean hasAdmitted(SSLSession session) {
        return admitted() == session;
    }

    /** The session that was judged last, and accepted; null before the first, and after a refusal. */
    @Nullable
    SSLSession admitted() {
        return refusal == null ? admitted : null;
    }

    /** Judges, even if it was done before: the policy may be another one. */
    void judge(SSLSession session, Supplier<SSLParameters> parameters) throws SSLHandshakeException {
        requireNoRefusal();
        try {
            bench.judge(session, parameters.get());
            admitted = session;
        } catch (CertificateException | RuntimeException e) {
            refuse(e);
            session.invalidate(); // Nobody is to resume it.
            requireNoRefusal();
        }
    }

    /** For good. */
    void refuse(Exception why) {
        refusal = why;
    }

    /** The session that a client may see: after a refusal, one in which nobody is the peer. */
    SSLSession visible(Supplier<SSLSession> session) {
        return refusal == null ? session.get() : nobody.get();
    }

    boolean hasRefused() {
        return refusal != null;
    }

    /** Throws what every use of a refused connection throws: a new exception with the one refusal as its cause. */
    void requireNoRefusal() throws SSLHandshakeException {
        Exception cause = refusal;
        if (cause != null) {
            SSLHandshakeException failure = new SSLHandshakeException(cause.getMessage());
            failure.initCause(cause);
            throw failure;
        }
    }
}
