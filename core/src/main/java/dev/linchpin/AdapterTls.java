package dev.linchpin;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;

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
    private final SSLContext context;

    AdapterTls(Supplier<Generation> current) {
        this.current = current;
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
}
