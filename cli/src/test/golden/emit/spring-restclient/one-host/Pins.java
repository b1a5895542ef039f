/*
 * Pins for Spring's RestClient (6.1 or newer) over java.net.http, by Linchpin, written by `linchpin emit spring-restclient`. It needs
 * dev.linchpin:linchpin-java-net-http:
 *
 *     RestClient client = Pins.install(RestClient.builder()).build();
 *     System.out.println(client.get().uri("https://api.example.com/").retrieve().body(String.class));
 *
 * With Spring Boot, dev.linchpin:linchpin-spring-boot pins every client that Boot makes, and takes the policy from properties.
 *
 * Not possible here, and why: a requestFactory that is set after install takes the place of the pinned one. HTTP/3 is refused, since it
 * shakes hands without an engine that could be guarded, and so is an SSLContext of your own, since pins live in there: what it was for is
 * an option of linchpin(). A host with a dot at its end is refused by the JDK itself.
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
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Has the client beneath RestClient enforce a policy. */
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

    /** The same builder over a pinned client; all its other options stay. */
    public static RestClient.Builder install(RestClient.Builder rest) {
        return install(linchpin().build(), rest, HttpClient.newBuilder());
    }

    /** The same, with {@link #linchpin} and the client of the JDK as you have built them. */
    public static RestClient.Builder install(Linchpin linchpin, RestClient.Builder rest, HttpClient.Builder client) {
        return rest.requestFactory(new JdkClientHttpRequestFactory(JavaNetHttpPinning.build(linchpin, client)));
    }

    private Pins() {}
}
