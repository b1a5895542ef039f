package dev.linchpin;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of the adapters: engines and sockets as the JSSE provider makes them, which some clients recognise by their class. Full
 * handshakes are judged by the {@link PinningTrustManager}; <em>resumed ones are not judged at all</em>. Whoever uses this must
 * call {@link Linchpin#check(String, SSLSession)} after every handshake and before each request, under the request's own host.
 * Who cannot do that uses {@link Linchpin#sslContext} and {@link Linchpin#socketFactory}, which do it by themselves.
 *
 * <p>Safe for use by several threads.
 */
public final class AdapterTls {
    private final Supplier<Generation> current;
    private final SessionJudge sessions;
    private final SSLContext context;
    private final SSLSocketFactory retiringSocketFactory;

    AdapterTls(Supplier<Generation> current, Guards guards, SessionJudge sessions) {
        this.current = current;
        this.sessions = sessions;
        this.retiringSocketFactory = new RetiringSocketFactory(
                new LiveSocketFactory(this::socketFactory),
                guards,
                host -> (session, parameters) -> sessions.judge(host, session),
                () -> current.get().number());
        this.context = new LiveContext(() -> current.get().context());
    }

    /**
     * Always the same object, and always up to date: engines and sockets that it creates after
     * {@link Linchpin#replacePolicy} never resume a session that an older policy accepted.
     */
    public SSLContext context() {
        return context;
    }

    /** The same object until {@link Linchpin#replacePolicy}, another one after it. */
    public SSLSocketFactory socketFactory() {
        return current.get().socketFactory();
    }

    /**
     * Always the same object, for clients that are given a socket factory once and ask {@link java.net.Socket#isOutputShutdown}
     * before they use a pooled connection again. Its sockets are
     *
     * <ul>
     *   <li>of the generation in force when they are made;
     *   <li>guarded as those of {@link Linchpin#sslContext}, resumed handshakes included, but as {@link Linchpin#check} for the host
     *       that the factory was told: its name is always verified;
     *   <li>{@code isOutputShutdown()} once the policy in force is not the one that last accepted their peer. They can be read and
     *       written as before, so that what is under way may end.
     * </ul>
     *
     * They are no longer the provider's own objects.
     */
    public SSLSocketFactory retiringSocketFactory() {
        return retiringSocketFactory;
    }

    /**
     * Whether the policy in force has accepted this very session for this host, so that {@link Linchpin#check} would do so again, and
     * {@link Linchpin#verdict(String, SSLSession)} too. Takes no lock and no memory. {@code false} says nothing: ask one of them.
     */
    public boolean hasAccepted(@Nullable String host, @Nullable SSLSession session) {
        return sessions.hasAccepted(host, session);
    }
}
