/*
 * Pins for OkHttp 4.12 or newer, by Linchpin, written by `linchpin emit okhttp-linchpin`. It needs dev.linchpin:linchpin-okhttp:
 *
 *     OkHttpClient client = Pins.install(new OkHttpClient.Builder()).build();
 *     Request request = new Request.Builder().url("https://api.example.com/").build();
 *     try (Response response = client.newCall(request).execute()) {
 *         System.out.println(response.body().string());
 *     }
 *
 * Not possible here, and why: hosts share no connection of HTTP/2, since OkHttp would not ask who may. An SSL socket factory of your
 * own is replaced, since pins live in there: what it was for is an option of linchpin(). Interceptors that are added later and set both
 * another socket factory and another host name verifier for a WebSocket leave OkHttp no hook that could judge it.
 */
/*
 * Guaranteed: the whole policy, by Linchpin. A peer that it refuses sees no byte of a request, whether the connection is new, resumed,
 * pooled or shared. The platform's own checks (chain, dates, host name) come first and are never replaced. The pin of an authority counts
 * on a path that PKIX and the trust manager accept, and a key is hashed as it stands in the certificate. No redirect leads from https
 * to http, and a pinned host is never asked without TLS. PinMismatchException.in(failure) finds what was refused, and why.
 */

import dev.linchpin.Linchpin;
import dev.linchpin.okhttp.OkHttpPinning;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;

import okhttp3.OkHttpClient;

/** Has OkHttp enforce a policy. */
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

    /** The same builder, pinned; all its other options stay. */
    public static OkHttpClient.Builder install(OkHttpClient.Builder client) {
        return install(linchpin().build(), client);
    }

    /** The same, with {@link #linchpin} as you have built it. */
    public static OkHttpClient.Builder install(Linchpin linchpin, OkHttpClient.Builder client) {
        return OkHttpPinning.install(linchpin, client);
    }

    private Pins() {}
}
