package dev.linchpin;

import dev.linchpin.chain.PathFinder;
import dev.linchpin.chain.PathWitness;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import dev.linchpin.verdict.PinVerdict;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One pin policy, enforced on every TLS connection that is made with its {@link #sslContext}. Safe for use by several
 * threads.
 *
 * <pre>{@code
 * Linchpin linchpin = Linchpin.builder()
 *         .policy(PinPolicy.builder()
 *                 .pin("api.example.com",
 *                         "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
 *                         "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=")
 *                 .unlistedHosts(UnlistedHosts.REPORT)
 *                 .build())
 *         .build();
 * }</pre>
 *
 * <p>Hosts that no rule covers are allowed, and nobody hears of them, unless the policy says {@code UnlistedHosts.REPORT} or
 * {@code DENY}; hosts that it exempts are allowed in any case.
 *
 * <p>HTTP clients have an adapter each, which also judges every request on connections that are pooled or shared. Any other JSSE
 * client takes {@link #sslContext} or {@link #socketFactory}, provided that it names the host it connects to; docs/other-clients.md
 * says how for each.
 */
public final class Linchpin {
    private final Judge judge;
    private final SessionJudge sessions;
    private final PinningTrustManager trustManager;
    private final TlsContexts contexts;
    private final Guards guards;
    private final AdapterTls adapterTls;
    private final SSLContext sslContext;
    private final Clock clock;
    private final Object replacing = new Object();
    private volatile Generation generation;

    private Linchpin(Builder builder, PinPolicy policy) {
        this.clock = builder.clock == null ? Clock.systemUTC() : builder.clock;
        Predicate<PinReport> reports =
                builder.reporter == null ? report -> false : new ReportQueue(builder.reporter)::offer;
        Trust trust = builder.trust == null ? Trust.of(AnchoredTrust.system()) : builder.trust;
        this.judge = new Judge(PathFinder.of(trust::anchors, clock), clock);
        Enforcer enforcer = new Enforcer(judge, new ReportDesk(reports, clock));
        this.trustManager = new PinningTrustManager(trust, enforcer, () -> this.generation);
        this.contexts = new TlsContexts(builder.provider, builder.keyManagers, trustManager);
        SSLContext first = contexts.first();
        this.sessions = new SessionJudge(
                () -> this.generation,
                trust,
                enforcer,
                new AcceptedSessions(clock),
                first.getDefaultSSLParameters().getAlgorithmConstraints());
        this.guards = new Guards(sessions::judge, () -> this.generation.context());
        this.generation = new Generation(1, policy, first, guards, clock);
        this.adapterTls = new AdapterTls(() -> this.generation, guards, sessions);
        this.sslContext = guards.on(() -> this.generation.context());
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * A TLS context whose connections obey the policy. Always the same object, and always up to date.
     *
     * <p>Its engines and sockets are <em>guarded</em>: at the end of every handshake, resumed ones included, the peer's names and
     * pins are judged by the policy then in force, before a byte of the application's is read or written. A refused connection is
     * closed, and throws {@link javax.net.ssl.SSLException} with the refusal as its cause whenever it is used. A connection that is
     * open already is not judged again.
     *
     * <p>The rule is found by what the client says of its peer: the host it connects to, and the server names (SNI) it sets. Each of
     * them that a rule covers must be on the certificate and satisfy its rule, whether or not the client asks for endpoint
     * identification. A client that connects to an address ({@code createSocket(InetAddress, port)}, {@code https://10.0.0.1/}) and
     * sets no server name means that address: rules for names do not cover it, and it is unlisted unless a rule names it.
     */
    public SSLContext sslContext() {
        return sslContext;
    }

    /**
     * A socket factory of the generation in force, whose sockets are guarded as those of {@link #sslContext} are: the same object
     * until {@link #replacePolicy} or until a rule fails closed, another one after it, for clients that pool connections by the factory
     * that made them.
     */
    public SSLSocketFactory socketFactory() {
        return generation.guardedSocketFactory().current();
    }

    /**
     * A guarded context over one that somebody else has made: what it creates is judged as what {@link #sslContext} creates, in
     * addition to whatever the context itself demands, which must include that chains are validated. For clients and providers
     * that insist on a context of their own: it never resumes a session past the policy in force.
     */
    public SSLContext guard(SSLContext context) {
        return guards.on(() -> context);
    }

    /** A guarded engine over one that somebody else has made, as {@link #guard(SSLContext)}; it must not have shaken hands yet. */
    public SSLEngine guard(SSLEngine engine) {
        return guards.on(engine);
    }

    /** For adapters that call {@link #check(String, SSLSession)} themselves. Always the same object. */
    public AdapterTls adapterTls() {
        return adapterTls;
    }

    /**
     * The trust manager in {@link #sslContext}, for clients that want to be told. Always the same object.
     *
     * <p>In a context that the client makes by itself it judges full handshakes only: <em>no trust manager is asked when a session is
     * resumed</em>, not even after {@link #replacePolicy} or when a rule has expired. Give such a client {@link #sslContext}, or put
     * its context or engines behind {@link #guard(SSLContext)}, or call {@link #check(String, SSLSession)} after every handshake.
     */
    public PinningTrustManager trustManager() {
        return trustManager;
    }

    /** The policy in force. */
    public PinPolicy policy() {
        return generation.policy();
    }

    /** The number of the policy in force: 1, and one more with every {@link #replacePolicy}. */
    public long generation() {
        return generation.number();
    }

    /**
     * Puts another policy in force, at once and as a whole. Every handshake, and every check of an adapter, that begins
     * after this method has returned is judged by the new policy.
     */
    public void replacePolicy(PinPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        synchronized (replacing) {
            Generation before = generation;
            generation = new Generation(before.number() + 1, policy, contexts.after(before.context()), guards, clock);
        }
    }

    /**
     * What the policy in force says of a peer. Nothing is reported, and no name is verified: that the certificate is for the host is
     * taken for granted, as all that PKIX demands.
     *
     * @param host the host that the peer is to be, in any spelling that {@link Hostname#parse} reads
     * @param presented what the peer sent, leaf first, and PKIX has accepted for this host: the verdict on a chain that
     *     nobody validated means nothing. Paths are judged by the platform's PKIX validator at the time of the clock, without
     *     the trust manager's own rules. An empty chain, as of a clear-text connection, satisfies no rule
     * @throws IllegalArgumentException if the host is malformed
     */
    public PinVerdict verdict(String host, List<X509Certificate> presented) {
        return verdict(host, presented, Trust.assumed());
    }

    /**
     * What the policy in force says of the peer behind an established session. Nothing is reported, and no name is verified;
     * {@link #check(String, SSLSession)} does both.
     *
     * @param host as above
     * @param session the session of the connection; null, or one without X.509 certificates, is a peer that proved nothing
     * @throws IllegalArgumentException if the host is malformed
     */
    public PinVerdict verdict(String host, @Nullable SSLSession session) {
        return verdict(host, SessionJudge.presented(session), sessions.witness(session));
    }

    private PinVerdict verdict(String host, List<X509Certificate> presented, PathWitness witness) {
        return judge.judge(Listing.of(generation.policy(), Hostname.parse(host)), presented, witness);
    }

    /**
     * Judges, once more, the peer behind an established session, and reports as a handshake would: its certificate must be for the
     * host (RFC 9525), listed or not, and satisfy the rule if there is one. For adapters, before each
     * request: a resumed, coalesced or pooled connection never came by the trust manager under this host and this policy.
     *
     * <p>What was accepted, and need not be reported, is remembered for this very session and host, until the policy is replaced or the
     * rule expires: asked again, this method takes neither a lock nor memory.
     *
     * @param host the host of the request; null is refused
     * @param session as for {@link #verdict(String, SSLSession)}
     * @throws SSLPeerUnverifiedException if the peer is refused: {@link PinMismatchException#in} finds the verdict, or
     *     {@link PeerIdentityException#find} the reason why there is none
     */
    public void check(@Nullable String host, @Nullable SSLSession session) throws SSLPeerUnverifiedException {
        try {
            sessions.judge(host, session);
        } catch (CertificateException e) {
            SSLPeerUnverifiedException refusal = new SSLPeerUnverifiedException(e.getMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** Collects options; each may be set once. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable PinPolicy policy;
        private @Nullable Trust trust;
        private KeyManager @Nullable [] keyManagers;
        private @Nullable Provider provider;
        private @Nullable PinReporter reporter;
        private @Nullable Clock clock;

        private Builder() {}

        /** Required. */
        public Builder policy(PinPolicy policy) {
            this.policy = once("policy", this.policy, policy);
            return this;
        }

        /**
         * Who decides, before any pin, whether a chain is valid and belongs to the host; the platform's trust manager unless
         * set. A pin above the leaf counts only on a path that this trust manager accepts too, when it is asked about exactly
         * that path, and only up to the first trust anchor ({@code getAcceptedIssuers}, which may change) on it, since what it
         * thinks of certificates beyond cannot be asked. It is therefore called several times in a handshake, and again after
         * it, with an engine that only has a session. One that names no accepted issuers can serve pins of leaves alone.
         *
         * @throws IllegalArgumentException if it is a {@link PinningTrustManager} itself
         */
        public Builder trustManager(X509ExtendedTrustManager trustManager) {
            if (trustManager instanceof PinningTrustManager) {
                throw new IllegalArgumentException(
                        "the trust manager is a PinningTrustManager already, expected the one that it is to wrap");
            }
            return trust(Trust.of(Objects.requireNonNull(trustManager, "trustManager")));
        }

        /**
         * The platform's trust manager, with these trust anchors instead of the platform's own. Another way to set
         * {@link #trustManager}.
         *
         * @throws IllegalArgumentException if there are none
         */
        public Builder trustedCertificates(Collection<X509Certificate> anchors) {
            if (anchors.isEmpty()) {
                throw new IllegalArgumentException("there are no trusted certificates, expected at least one");
            }
            return trust(Trust.of(AnchoredTrust.in(anchors)));
        }

        /**
         * A trust manager of the application's own making, of which Linchpin makes others: one for each trust anchor to which a
         * pinned path may lead, so that paths are judged by its rules (a {@code PKIXCertPathChecker}, revocation) up to the last certificate.
         * Another way to set {@link #trustManager(X509ExtendedTrustManager)}.
         *
         * @param rules makes trust managers that differ in nothing but their trust anchors; called once for all anchors, and later,
         *     by any thread, for single ones
         * @throws IllegalArgumentException if there are no anchors
         */
        public Builder trustManager(
                Collection<X509Certificate> anchors, Function<Set<TrustAnchor>, X509ExtendedTrustManager> rules) {
            if (anchors.isEmpty()) {
                throw new IllegalArgumentException("there are no trust anchors, expected at least one");
            }
            return trust(Trust.of(AnchoredTrust.by(rules, anchors)));
        }

        private Builder trust(Trust trust) {
            this.trust = once("trustManager", this.trust, trust);
            return this;
        }

        /** What this side authenticates itself with, for mutual TLS. */
        public Builder keyManagers(KeyManager... keyManagers) {
            this.keyManagers = once("keyManagers", this.keyManagers, keyManagers.clone());
            return this;
        }

        /** The JSSE provider; the platform's first unless set. */
        public Builder provider(Provider provider) {
            this.provider = once("provider", this.provider, provider);
            return this;
        }

        /** Who hears of mismatches, expired rules and reported unlisted hosts; nobody unless set. */
        public Builder reporter(PinReporter reporter) {
            this.reporter = once("reporter", this.reporter, reporter);
            return this;
        }

        /** By which clock rules expire and pinned paths are valid; the system's unless set. */
        public Builder clock(Clock clock) {
            this.clock = once("clock", this.clock, clock);
            return this;
        }

        /**
         * The policy, ready to be enforced.
         *
         * @throws IllegalStateException if there is no policy, or the platform cannot make a TLS context
         */
        public Linchpin build() {
            if (policy == null) {
                throw new IllegalStateException("policy is not set, expected a PinPolicy");
            }
            return new Linchpin(this, policy);
        }

        private static <T> T once(String option, @Nullable T before, T now) {
            if (before != null) {
                throw new IllegalStateException(option + " is set twice, expected once");
            }
            return Objects.requireNonNull(now, option);
        }
    }
}
