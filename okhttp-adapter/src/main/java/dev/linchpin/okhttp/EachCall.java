package dev.linchpin.okhttp;

import dev.linchpin.Linchpin;
import java.io.IOException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Application interceptor for OkHttp 5.4 and newer: gives each call the socket factory of the current generation, and a verifier.
 * The only class that uses what older versions lack; it is not loaded there.
 */
final class EachCall implements PinnedInterceptor {
    private final Linchpin linchpin;

    EachCall(Linchpin linchpin) {
        this.linchpin = linchpin;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!request.isHttps()) {
            // Here and not in EachExchange alone: that one does not run for ws://.
            linchpin.check(request.url().host(), null);
        }
        return ofCurrentGeneration(verifying(chain)).proceed(request);
    }

    private Chain verifying(Chain chain) {
        HostnameVerifier names = chain.getHostnameVerifier();
        return names instanceof EachConnection
                ? chain
                : chain.withHostnameVerifier(new EachConnection(linchpin, names));
    }

    /** Switches only when needed: OkHttp indexes all trust anchors anew in withSslSocketFactory. */
    private Chain ofCurrentGeneration(Chain chain) {
        SSLSocketFactory current = linchpin.adapterTls().socketFactory();
        return chain.getSslSocketFactoryOrNull() == current
                ? chain
                : chain.withSslSocketFactory(current, linchpin.trustManager());
    }
}
