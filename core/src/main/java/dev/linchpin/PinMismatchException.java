package dev.linchpin;

import dev.linchpin.verdict.PinVerdict;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A peer was refused by the pin policy. This is the one failure behind whatever a client throws: {@link #in} finds it.
 *
 * <p>The message lists the path by which the peer was validated, with the pin of each certificate on it, and the pins that
 * the rule expects. A pin in it is what the peer has, not what it should have: verify it by other means before you trust it.
 */
public final class PinMismatchException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient PinVerdict verdict;

    PinMismatchException(PinVerdict verdict) {
        super(RefusalText.of(verdict));
        this.verdict = verdict;
    }

    /** The refusal: {@link PinVerdict#accepted} is false. */
    public PinVerdict verdict() {
        return verdict;
    }

    /**
     * Finds the refusal by the pin policy in the causes and suppressed exceptions of a failure, if that is what it comes
     * from.
     *
     * @param failure what a client threw, however wrapped; null holds none
     */
    public static Optional<PinMismatchException> in(@Nullable Throwable failure) {
        return Causes.find(PinMismatchException.class, failure);
    }

    /** A verdict holds certificates and rules, which do not travel. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(PinMismatchException.class.getName());
    }
}
