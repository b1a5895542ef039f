package dev.linchpin;

import dev.linchpin.chain.PathWitness;
import java.security.AlgorithmConstraints;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Judges the peers of established sessions, each once for a host and a generation. Safe for use by several threads. */
final class SessionJudge {
    private final Supplier<Generation> current;
    private final Trust trust;
    private final Enforcer enforcer;
    private final AcceptedSessions accepted;
    private final @Nullable AlgorithmConstraints constraints;

    /** @param constraints of algorithms, by which the platform would shake hands */
    SessionJudge(
            Supplier<Generation> current,
            Trust trust,
            Enforcer enforcer,
            AcceptedSessions accepted,
            @Nullable AlgorithmConstraints constraints) {
        this.current = current;
        this.trust = trust;
        this.enforcer = enforcer;
        this.accepted = accepted;
        this.constraints = constraints;
    }

    /**
     * Returns if the peer may be used for a request to this host, throws if not. What is accepted is remembered, unless somebody is to
     * hear of it each time, or nothing is known of the peer yet.
     */
    void judge(@Nullable String host, @Nullable SSLSession session) throws CertificateException {
        if (hasAccepted(host, session)) {
            return;
        }
        Generation generation = current.get(); // Before it judges: an acceptance is never newer than its policy.
        List<X509Certificate> presented = presented(session);
        long until = enforcer.enforce(generation, PeerNames.of(host), presented, witness(session));
        if (until != Enforcer.ONCE && host != null && session != null && !presented.isEmpty()) {
            accepted.add(session, host, generation.number(), until);
        }
    }

    /** Whether {@link #judge(String, SSLSession)} would accept this for the sake of an earlier answer; false says nothing. */
    boolean hasAccepted(@Nullable String host, @Nullable SSLSession session) {
        return host != null
                && session != null
                && accepted.contains(session, host, current.get().number());
    }

    /** By the names of a connection, each of which counts. */
    void judge(SSLSession session, SSLParameters parameters) throws CertificateException {
        enforcer.enforce(current.get(), PeerNames.of(session, parameters), presented(session), witness(session));
    }

    /** Without a session nothing was presented, and no path is looked for. */
    PathWitness witness(@Nullable SSLSession session) {
        return session == null ? Trust.assumed() : trust.in(Handshake.over(session, constraints));
    }

    /** Leaf first; nothing at all if anything in the chain is not X.509, since then nothing is known of the leaf. */
    static List<X509Certificate> presented(@Nullable SSLSession session) {
        try {
            Certificate[] certificates = session == null ? new Certificate[0] : session.getPeerCertificates();
            boolean x509 = Arrays.stream(certificates).allMatch(X509Certificate.class::isInstance);
            return x509
                    ? List.of(Arrays.copyOf(certificates, certificates.length, X509Certificate[].class))
                    : List.of();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
