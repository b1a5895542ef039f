package dev.linchpin.gauntlet.play;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.scenario.Expectation;
import dev.linchpin.gauntlet.scenario.Outcome;
import java.io.InterruptedIOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What one request came to. A refusal counts only if it has the expected reason: a client that refuses a forged chain because it
 * dislikes its key size has not shown that it pins.
 */
record Finding(Outcome outcome, @Nullable Throwable failure, String note) {
    static Finding error(String note, @Nullable Throwable failure) {
        return new Finding(Outcome.ERROR, failure, note + (failure == null ? "" : ": " + firstLine(failure)));
    }

    /**
     * @param greeting the body that only the intended server sends
     * @param others what the other servers of the scenario would send
     */
    static Finding ofReply(Client.Reply reply, Expectation expected, String greeting, List<String> others) {
        if (expected == Expectation.REFUSE_REDIRECT && reply.status() / 100 == 3) {
            return new Finding(Outcome.REFUSE, null, "");
        }
        boolean answered = reply.status() == 200 || reply.status() == 101;
        if (answered && expected == Expectation.AVOID && others.contains(reply.body())) {
            return new Finding(Outcome.REFUSE, null, "");
        }
        if (answered && reply.body().equals(greeting)) {
            boolean wanted = expected == Expectation.ACCEPT;
            return new Finding(Outcome.ACCEPT, null, wanted ? "" : "the client accepted a peer that it must refuse");
        }
        return error(
                "expected the answer \"" + greeting + "\" but got " + reply.status() + " \"" + reply.body() + '"',
                null);
    }

    static Finding ofFailure(Throwable failure, Expectation expected, boolean byPin) {
        boolean byPkix = !byPin && speaksOfCertificates(failure);
        return switch (expected) {
            case ACCEPT -> byPin || byPkix ? rebuff(failure) : unrelated(failure);
            case REFUSE_PIN, AVOID ->
                byPkix ? error("refused, but not for its pins", failure) : refusal(failure, byPin);
            case REFUSE_PKIX -> byPin ? error("refused for its pins, which match", failure) : refusal(failure, byPkix);
            case BREAK_OFF -> timedOut(failure) ? error("no answer in time", failure) : refusal(failure, true);
            case REFUSE_REDIRECT -> refusal(failure, true);
        };
    }

    private static Finding refusal(Throwable failure, boolean known) {
        return known ? new Finding(Outcome.REFUSE, failure, "") : unrelated(failure);
    }

    private static Finding rebuff(Throwable failure) {
        return new Finding(Outcome.REFUSE, failure, "the client refused a genuine peer: " + firstLine(failure));
    }

    private static Finding unrelated(Throwable failure) {
        return error("failed for a reason that has nothing to do with the peer's certificates", failure);
    }

    /** Whatever the client wraps it in: JSSE, OkHttp and BCJSSE (whose sockets throw plain IOException) keep the cause. */
    private static boolean speaksOfCertificates(Throwable failure) {
        return causes(failure).stream()
                .anyMatch(t -> t instanceof CertificateException
                        || t instanceof CertPathValidatorException
                        || t instanceof SSLPeerUnverifiedException);
    }

    /** A client that gives up has refused nothing. */
    private static boolean timedOut(Throwable failure) {
        return causes(failure).stream()
                .anyMatch(t -> t instanceof TimeoutException || t instanceof InterruptedIOException);
    }

    private static Set<Throwable> causes(Throwable failure) {
        Set<Throwable> causes = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable next = failure;
        while (next != null && causes.add(next)) {
            next = next.getCause();
        }
        return causes;
    }

    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }

    /** Whether the connection failed, or was never made, as opposed to an answer that is none or that never came. */
    boolean isFailedConnection() {
        return outcome == Outcome.ERROR && failure != null && !timedOut(failure);
    }

    Finding because(String reason) {
        return new Finding(outcome, failure, reason);
    }

    Finding duringSetup() {
        return new Finding(Outcome.ERROR, failure, "the preparation failed: " + note);
    }
}
