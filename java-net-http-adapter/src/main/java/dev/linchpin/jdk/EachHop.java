package dev.linchpin.jdk;

import dev.linchpin.Linchpin;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * The last word before a request of one generation's client looks for a connection, and before each redirect of it does. A handler of
 * cookies is asked for them before every such request is sent, and may throw, which is as near to a hook as {@code java.net.http} comes.
 *
 * <p>No certificate is known here: the handshake sees to that, on a connection of this generation. What is judged is what may have
 * changed since, or never had a handshake.
 */
final class EachHop extends CookieHandler {
    private final Linchpin linchpin;
    private final long generation;
    private final Optional<CookieHandler> cookies;

    /** @param cookies the application's own handler, which goes on as ever */
    EachHop(Linchpin linchpin, long generation, Optional<CookieHandler> cookies) {
        this.linchpin = linchpin;
        this.generation = generation;
        this.cookies = cookies;
    }

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) throws IOException {
        if (linchpin.generation() != generation) {
            throw new OutdatedClientException(uri.getHost());
        }
        if (!isTls(uri) || !isForHandshake(uri.getHost())) {
            linchpin.check(uri.getHost(), null);
        }
        return cookies.isPresent() ? cookies.get().get(uri, headers) : Map.of();
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) throws IOException {
        if (cookies.isPresent()) {
            cookies.get().put(uri, headers);
        }
    }

    private static boolean isTls(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /**
     * Whether all that is left to judge needs a certificate: pins of a rule in force, of which none matches as long as nobody has shown
     * one. An unlisted host that is allowed is reported by its handshake, with what it has shown. One that is exempt is for the handshake
     * alone.
     */
    private boolean isForHandshake(String host) {
        try {
            PinVerdict verdict = linchpin.verdict(host, (SSLSession) null);
            return verdict instanceof PinVerdict.Mismatch
                    || verdict instanceof PinVerdict.ReportedMismatch
                    || verdict instanceof PinVerdict.Exempt
                    || (verdict instanceof PinVerdict.Unlisted && verdict.accepted());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
