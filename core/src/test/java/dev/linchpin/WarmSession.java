package dev.linchpin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Another session over one of a real handshake, which counts how often somebody looks at its peer. */
final class WarmSession {
    private final AtomicInteger looks = new AtomicInteger();
    private final SSLSession session;
    private volatile boolean anonymous;

    WarmSession(SSLSession established) {
        this.session = (SSLSession) Proxy.newProxyInstance(
                WarmSession.class.getClassLoader(), new Class<?>[] {SSLSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getPeerCertificates")) {
                        looks.incrementAndGet();
                        if (anonymous) {
                            throw new SSLPeerUnverifiedException("nobody yet");
                        }
                    }
                    try {
                        return method.invoke(established, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** As in a handshake, before the peer has shown a certificate, or after it. */
    void anonymous(boolean so) {
        anonymous = so;
    }

    SSLSession session() {
        return session;
    }

    int looks() {
        return looks.getAndSet(0);
    }
}
