package dev.linchpin.okhttp;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The socket factory with which a client has to connect, where nothing can give it back to a client that has lost it. */
final class OwnSockets {
    private final SSLSocketFactory factory;

    OwnSockets(SSLSocketFactory factory) {
        this.factory = factory;
    }

    /** @throws SSLPeerUnverifiedException which OkHttp takes for final: it tries no other route */
    void require(@Nullable SSLSocketFactory actual) throws SSLPeerUnverifiedException {
        if (actual != factory) {
            throw new SSLPeerUnverifiedException("the client's SSL socket factory is " + actual
                    + ", expected Linchpin's: call sslSocketFactory before OkHttpPinning.install, which replaces it, and not after;"
                    + " from OkHttp 5.4 on Linchpin puts its own back");
        }
    }
}
