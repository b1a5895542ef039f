/*
 * Pins for Apache HttpClient 5.4.4 or newer, by Linchpin, written by `linchpin emit httpclient5`. It needs
 * dev.linchpin:linchpin-httpclient5:
 *
 *     try (CloseableHttpClient client = Pins.install(HttpClientBuilder.create()).build()) {
 *         String body = client.execute(
 *                 new HttpGet("https://api.example.com/"), response -> EntityUtils.toString(response.getEntity()));
 *     }
 *
 * Asynchronous clients and those of HTTP/2 alone: HttpClient5Pinning.install(Pins.linchpin().build(), builder).
 *
 * Not possible here, and why: a connection manager or a TLS strategy of your own is replaced, since pins live in there: hand over the
 * manager's builder. Interceptors that are added at the end after install run after the last check, and may readdress a request to another
 * virtual host of the same peer: install last. Clients without a builder (HttpClients.createMinimal) have no hooks.
 */
/*
 * Guaranteed: the whole policy, by Linchpin. A peer that it refuses sees no byte of a request, whether the connection is new, resumed,
 * pooled or shared. The platform's own checks (chain, dates, host name) come first and are never replaced. The pin of an authority counts
 * on a path that PKIX and the trust manager accept, and a key is hashed as it stands in the certificate. No redirect leads from https
 * to http, and a pinned host is never asked without TLS. PinMismatchException.in(failure) finds what was refused, and why.
 */

import dev.linchpin.Linchpin;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;

import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** Has HttpClient enforce a policy. */
public final class Pins {
    /** The policy. */
    public static PinPolicy policy() {
        return PinPolicy.builder()
                .rule(PinRule.builder("api.example.com")
                        .pins(
                                // leaf, CN=api.example.com, until 2027-02-19
                                "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                                // `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this throws.
                                "sha256/!! put the pin of a backup key here !!")
                        .build())
                .build();
    }

    /** What enforces the policy, for more options: authorities, client certificates, a provider of TLS, a reporter of refusals. */
    public static Linchpin.Builder linchpin() {
        return Linchpin.builder().policy(policy());
    }

    /** The same builder, pinned; all its other options stay. */
    public static HttpClientBuilder install(HttpClientBuilder client) {
        return install(linchpin().build(), client, PoolingHttpClientConnectionManagerBuilder.create());
    }

    /** The same, with {@link #linchpin} and the connection manager as you have built them. */
    public static HttpClientBuilder install(
            Linchpin linchpin, HttpClientBuilder client, PoolingHttpClientConnectionManagerBuilder connections) {
        return HttpClient5Pinning.install(linchpin, client, connections);
    }

    private Pins() {}
}
