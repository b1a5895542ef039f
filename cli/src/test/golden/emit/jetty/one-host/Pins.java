/*
 * Pins for the client of Jetty 12.0.15 or newer, by Linchpin, written by `linchpin emit jetty`. It needs dev.linchpin:linchpin-jetty:
 *
 *     HttpClient client = Pins.install(new HttpClient());
 *     client.start();
 *     System.out.println(client.GET("https://api.example.com/").getContentAsString());
 *
 * Not possible here, and why: HTTP/3 is refused, since QUIC verifies certificates in native code and shows them to nobody. An
 * SslContextFactory that has stores, a context or a provider of its own is refused, and so is one that verifies no names: what they were
 * for is an option of linchpin(). Transport, SslContextFactory and proxies are to be configured before install.
 */
/*
 * Guaranteed: the whole policy, by Linchpin. A peer that it refuses sees no byte of a request, whether the connection is new, resumed,
 * pooled or shared. The platform's own checks (chain, dates, host name) come first and are never replaced. The pin of an authority counts
 * on a path that PKIX and the trust manager accept, and a key is hashed as it stands in the certificate. No redirect leads from https
 * to http, and a pinned host is never asked without TLS. PinMismatchException.in(failure) finds what was refused, and why.
 */

import dev.linchpin.Linchpin;
import dev.linchpin.jetty.JettyPinning;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;

import org.eclipse.jetty.client.HttpClient;

/** Has Jetty's client enforce a policy. */
public final class Pins {
    /** The policy. */
    public static PinPolicy policy() {
        return PinPolicy.builder()
                .rule(PinRule.builder("api.example.com")
                        .pins(
                                // leaf, CN=api.example.com, until 2027-02-19
                                "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                                // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
                                "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=")
                        .build())
                .build();
    }

    /** What enforces the policy, for more options: authorities, client certificates, a provider of TLS, a reporter of refusals. */
    public static Linchpin.Builder linchpin() {
        return Linchpin.builder().policy(policy());
    }

    /** The same client, pinned, which is not started yet; all its other options stay. */
    public static HttpClient install(HttpClient client) {
        return install(linchpin().build(), client);
    }

    /** The same, with {@link #linchpin} as you have built it. */
    public static HttpClient install(Linchpin linchpin, HttpClient client) {
        return JettyPinning.install(linchpin, client);
    }

    private Pins() {}
}
