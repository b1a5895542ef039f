/*
 * Pins for OkHttp 4.12 or newer, written by `linchpin emit okhttp-java`. It needs nothing but OkHttp:
 *
 *     OkHttpClient client = Pins.install(new OkHttpClient.Builder()).build();
 *     Request request = new Request.Builder().url("https://api.example.com/").build();
 *     try (Response response = client.newCall(request).execute()) {
 *         System.out.println(response.body().string());
 *     }
 */
/*
 * Guaranteed: a peer without a pinned key sees no byte of a request. The platform's checks of chain and dates, and OkHttp's of the
 * host name, come first and are never replaced. New connections are judged, resumed sessions included, and each exchange once
 * more under the host of its own request, whether its connection is new, pooled, or shared by hosts over HTTP/2. A host with the
 * dot of the root at its end has the same pins. No redirect leads from https to http, and a pinned host is never asked without TLS.
 *
 * Not possible here, and why: no rule ends, and none reports without refusing, since CertificatePinner can do neither; a host
 * has the pins of all patterns that match it, since OkHttp takes them together. The pin of an authority counts on the path that
 * OkHttp finds by names and signatures, which need not be the one that the platform has validated, so pin leaf keys. A key is
 * hashed as the platform writes it anew: the pin of a rare one (RSA without parameters) refuses its own server. A WebSocket is
 * judged when it connects and not again, since OkHttp asks no network interceptor about it; nor is a second handshake of TLS 1.2 on an
 * open connection, which nobody but the holder of a pinned key can ask for. What code after this one does to certificatePinner,
 * interceptors or networkInterceptors, it does to the pins.
 */

import java.util.Collections;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.CertificatePinner;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Has OkHttp enforce pins. */
public final class Pins {
    /** The same builder with pins in the place of those that it may have had; all its other options stay. */
    public static OkHttpClient.Builder install(OkHttpClient.Builder client) {
        CertificatePinner pins = pinner();
        return client.certificatePinner(pins)
                .followSslRedirects(false)
                .addInterceptor(chain -> chain.proceed(encrypted(pins, chain.request())))
                .addNetworkInterceptor(chain -> chain.proceed(judged(pins, chain)));
    }

    private static CertificatePinner pinner() {
        CertificatePinner.Builder pins = new CertificatePinner.Builder();
        pin(
                pins,
                "api.example.com",
                // leaf, CN=api.example.com, until 2027-02-19
                "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                // `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this throws.
                "sha256/!! put the pin of a backup key here !!");
        return pins.build();
    }

    /** The host with the dot of the root is another one for OkHttp, and the same for DNS. An IPv6 address has none. */
    private static void pin(CertificatePinner.Builder pins, String hosts, String... keys) {
        pins.add(hosts, keys);
        if (hosts.indexOf(':') < 0) {
            pins.add(hosts + ".", keys);
        }
    }

    private static Request encrypted(CertificatePinner pins, Request request) throws SSLPeerUnverifiedException {
        String host = request.url().host();
        if (!request.isHttps() && !pins.findMatchingPins(host).isEmpty()) {
            throw new SSLPeerUnverifiedException(host + " is pinned, and is not asked without TLS");
        }
        return request;
    }

    /** Judges whatever connection the request got: other code may have lent it one, or have set other pins. */
    private static Request judged(CertificatePinner pins, Interceptor.Chain chain) throws SSLPeerUnverifiedException {
        Request request = encrypted(pins, chain.request());
        Connection connection = chain.connection();
        Handshake handshake = connection == null ? null : connection.handshake();
        pins.check(request.url().host(), handshake == null ? Collections.emptyList() : handshake.peerCertificates());
        return request;
    }

    private Pins() {}
}
