/*
 * Pins for Cronet on Android 8 (API 26) or newer, written by `linchpin emit cronet`. It needs nothing but Cronet:
 *
 *     CronetEngine engine = Pins.build(new CronetEngine.Builder(context));
 *     engine.newUrlRequestBuilder("https://api.example.com/", callback, executor).build().start();
 *
 * This project compiles it and does not run it: Cronet's engine is a native library for Android. What is said here is what Cronet
 * documents, and what its sources show.
 *
 * Meant to hold: a peer without a pinned key on the path that Cronet has verified sees no byte of a request. Authorities that a user or an
 * administrator has installed are held to the pins, too, which Cronet by itself excuses. An engine that is not Cronet's, but its fallback
 * over HttpURLConnection, is refused, since it knows no pins.
 *
 * Not possible here, and why: a rule without an end has that of the year 9999, since Cronet demands one; after the end of a rule any
 * trusted peer is accepted, since Cronet then drops it. Addresses have no pins, since Cronet takes names only. A redirect is for your
 * callback to judge: follow none that leads to http. Requests in clear text are sent: forbid them in the network security configuration.
 */

import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.chromium.net.CronetEngine;

/** Has Cronet enforce pins. */
public final class Pins {
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private Pins() {}

    /** An engine with pins, and with all other options of the builder. */
    public static CronetEngine build(CronetEngine.Builder builder) {
        pinHost(
                builder,
                "api.example.com",
                NEVER,
                // leaf, CN=api.example.com, until 2027-02-19
                "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                // `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this throws.
                "sha256/!! put the pin of a backup key here !!");
        CronetEngine engine =
                builder.enablePublicKeyPinningBypassForLocalTrustAnchors(false).build();
        if (engine.getVersionString().startsWith("CronetHttpURLConnection/")) {
            engine.shutdown();
            throw new IllegalStateException("Cronet is not on this device, and its fallback knows no pins");
        }
        return engine;
    }

    private static void pinHost(CronetEngine.Builder builder, String host, Instant end, String... pins) {
        builder.addPublicKeyPins(host, hashes(pins), false, Date.from(end));
    }

    /** The domain itself, and all hosts below it. */
    private static void pinDomain(CronetEngine.Builder builder, String domain, Instant end, String... pins) {
        builder.addPublicKeyPins(domain, hashes(pins), true, Date.from(end));
    }

    private static Set<byte[]> hashes(String... pins) {
        Set<byte[]> hashes = new HashSet<>();
        for (String pin : pins) {
            if (!pin.matches("sha256/[A-Za-z0-9+/]{43}=")) {
                throw new IllegalArgumentException("this is no pin: " + pin);
            }
            hashes.add(Base64.getDecoder().decode(pin.substring("sha256/".length())));
        }
        return hashes;
    }
}
