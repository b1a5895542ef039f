/*
 * Pins for java.net.http of Java 17 or newer, by Linchpin, written by `linchpin emit java-net-http`. It needs
 * dev.linchpin:linchpin-java-net-http:
 *
 *     HttpClient client = Pins.build(HttpClient.newBuilder());
 *     HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.example.com/")).build();
 *     System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
 *
 * Not possible here, and why: HTTP/3 is refused, since it shakes hands without an engine that could be guarded, and so is an SSLContext of
 * your own, since pins live in there: what it was for is an option of linchpin(). A host with a dot at its end is refused by the JDK itself.
 */
/*
 * Guaranteed: the whole policy, by Linchpin. A peer that it refuses sees no byte of a request, whether the connection is new, resumed,
 * pooled or shared. The platform's own checks (chain, dates, host name) come first and are never replaced. The pin of an authority counts
 * on a path that PKIX and the trust manager accept, and a key is hashed as it stands in the certificate. No redirect leads from https
 * to http, and a pinned host is never asked without TLS. PinMismatchException.in(failure) finds what was refused, and why.
 */

import dev.linchpin.Linchpin;
import dev.linchpin.jdk.JavaNetHttpPinning;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;

import java.net.http.HttpClient;

/** Has the client of the JDK enforce a policy. */
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

    /** A pinned client with all other options of the builder, which is not to be used again. */
    public static HttpClient build(HttpClient.Builder client) {
        return build(linchpin().build(), client);
    }

    /** The same, with {@link #linchpin} as you have built it. */
    public static HttpClient build(Linchpin linchpin, HttpClient.Builder client) {
        return JavaNetHttpPinning.build(linchpin, client);
    }

    private Pins() {}
}
