package dev.linchpin;

import java.security.cert.CertificateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A peer was refused before any pin was looked at: the client does not say, or does not say well, which host it connects to, or
 * the certificate is not valid for that host. There is no verdict, since there is nobody to give one on; the message says what
 * was found and how to mend it. {@link #find} finds it in whatever a client throws.
 */
public final class PeerIdentityException extends CertificateException {
    private static final long serialVersionUID = 1L;

    PeerIdentityException(String message) {
        super(message);
    }

    PeerIdentityException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Finds the refusal in the causes and suppressed exceptions of a failure, if that is what it comes from.
     *
     * @param failure what a client threw, however wrapped; null holds none
     */
    public static Optional<PeerIdentityException> find(@Nullable Throwable failure) {
        return Causes.find(PeerIdentityException.class, failure);
    }
}
