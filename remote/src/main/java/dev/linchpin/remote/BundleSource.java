package dev.linchpin.remote;

import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where documents come from. Nobody trusts it: what it gives is verified, and what it does not give is missed.
 *
 * <p>Called by one thread at a time, which belongs to the updater; after the deadline the thread is interrupted, and nobody waits for it
 * any longer.
 */
@FunctionalInterface
public interface BundleSource {
    /**
     * Fetches the document.
     *
     * @throws IOException if there is none to be had; its message is kept
     */
    BundleResponse fetch(BundleRequest request) throws IOException;

    /**
     * A static file behind HTTPS, by {@link HttpsURLConnection} and the platform's trust. It follows no redirects.
     *
     * @throws IllegalArgumentException if the address is not one of HTTPS
     */
    static BundleSource https(URI address) {
        return new HttpsSource(address, HttpsURLConnection::getDefaultSSLSocketFactory);
    }

    /**
     * As {@link #https(URI)}, over sockets of another make, such as those of {@code linchpin.socketFactory()}. A policy that pins the origin
     * of its own bundles needs a backup pin that holds: whoever is locked out there is locked out for good.
     *
     * @param sockets asked before each fetch
     */
    static BundleSource https(URI address, Supplier<SSLSocketFactory> sockets) {
        return new HttpsSource(address, sockets);
    }
}
