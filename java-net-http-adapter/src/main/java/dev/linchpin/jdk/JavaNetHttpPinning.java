package dev.linchpin.jdk;

import dev.linchpin.Linchpin;
import java.net.http.HttpClient;
import java.util.Objects;

/**
 * Pins the peers of a {@link HttpClient} of {@code java.net.http}.
 *
 * <p>That client has no hook at its connections, and keeps them for as long as they last. So the client that {@link #build} returns is
 * a front for another one: one for each generation of the policy, so that what an older policy accepted is never used again, and a
 * rotated key is reachable at once. Whatever that client sends is judged:
 *
 * <ol>
 *   <li>Every handshake, resumed ones included, by the guarded engines of {@link Linchpin#sslContext}, before a byte of the request.
 *   <li>Every request, redirects as well, under its own host and before there is a connection for it, as to what depends on no
 *       certificate: clear text, rules that have expired, hosts that are denied, a policy that was replaced in the meantime.
 * </ol>
 *
 * <p>A refusal is an {@link java.io.IOException} in which {@link dev.linchpin.PinMismatchException#in} finds the verdict.
 */
public final class JavaNetHttpPinning {
    private JavaNetHttpPinning() {}

    /**
     * A client with the settings of {@code builder}, all of whose requests and WebSockets are judged by the policy in force in
     * {@code linchpin}.
     *
     * <p>The builder makes a client anew after each {@link Linchpin#replacePolicy}, and belongs to this client from now on: it must not
     * be changed, nor be used for another. Its SSL context is replaced: own trust anchors, client certificates and JSSE provider are
     * options of {@link Linchpin#builder()}. What servers push is rejected. Leaves all else as configured.
     *
     * @param builder as {@link HttpClient#newBuilder()} returns it
     * @throws IllegalStateException if a setting would weaken the policy, or {@code builder} was used here before
     */
    public static HttpClient build(Linchpin linchpin, HttpClient.Builder builder) {
        Objects.requireNonNull(linchpin, "linchpin");
        HttpClient unpinned = Suitability.require(builder.build(), linchpin);
        return new PinnedHttpClient(linchpin, unpinned, new Delegates(linchpin, builder, unpinned.cookieHandler()));
    }

    /**
     * Makes the next client of {@code builder} obey the policy that is in force now, and no other: after {@link Linchpin#replacePolicy}
     * each of its requests fails, before it is sent. For frameworks that make the client by themselves, in a way in which they can make
     * another one: whoever calls this has to, when {@link Linchpin#generation} is no longer what it was before the call.
     *
     * @param builder as for {@link #build}
     * @return the same builder
     * @throws IllegalStateException as for {@link #build}
     */
    public static HttpClient.Builder forThisGeneration(Linchpin linchpin, HttpClient.Builder builder) {
        Objects.requireNonNull(linchpin, "linchpin");
        // Before anything of the builder's is looked at: a policy that comes in between makes the client outdated, not
        // wrong.
        long generation = linchpin.generation();
        HttpClient unpinned = Suitability.require(builder.build(), linchpin);
        Shutdown.initiate(unpinned);
        return builder.sslContext(linchpin.sslContext())
                .cookieHandler(new EachHop(linchpin, generation, unpinned.cookieHandler()));
    }
}
