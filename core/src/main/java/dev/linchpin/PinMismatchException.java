package dev.linchpin;

import dev.linchpin.verdict.PinVerdict;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A peer was refused by the pin policy. This is the one failure behind whatever a client throws: {@link #find} finds it.
 *
 * <p>The message lists the path by which the peer was validated, with the pin of each certificate on it, and the pins that
 * the rule expects. A pin in it is what the peer has, not what it should have: verify it by other means before you trust it.
 *
 * <p>Serialisable, so that it gets through wherever failures travel: with its message, stack trace and causes, but without the
 * verdict, which holds rules and certificates of this process.
 */
public final class PinMismatchException extends CertificateException {
    private static final long serialVersionUID = 1L;

    /** Null in a copy that was deserialised. */
    private final transient @Nullable PinVerdict verdict;

    PinMismatchException(PinVerdict verdict) {
        super(RefusalText.of(verdict));
        this.verdict = verdict;
    }

    /**
     * The refusal: {@link PinVerdict#accepted} is false.
     *
     * @throws IllegalStateException if this exception was deserialised; its message says what there was to say
     */
    public PinVerdict verdict() {
        if (verdict == null) {
            throw new IllegalStateException(
                    "the verdict of a deserialised refusal stayed behind, expected its message only");
        }
        return verdict;
    }

    /**
     * Finds the refusal by the pin policy in the causes and suppressed exceptions of a failure, if that is what it comes
     * from.
     *
     * @param failure what a client threw, however wrapped; null holds none
     */
    public static Optional<PinMismatchException> find(@Nullable Throwable failure) {
        return Causes.find(PinMismatchException.class, failure);
    }

    /** The same as {@link #find}, which Kotlin can call without backticks. */
    public static Optional<PinMismatchException> in(@Nullable Throwable failure) {
        return find(failure);
    }
}
