package dev.linchpin.okhttp;

import dev.linchpin.Linchpin;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Host name verifier: runs once per connection, after the handshake and before anything else is written. The configured one
 * may only narrow: OkHttp's own has to agree as well, so that no verifier takes the check of names away.
 */
final class EachConnection implements HostnameVerifier {
    /** OkHttp's own verifier, which looks at subject alternative names only. A client without TLS costs no trust anchors. */
    private static final HostnameVerifier OKHTTP_NAMES = new OkHttpClient.Builder()
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .build()
            .hostnameVerifier();

    private final Linchpin linchpin;
    private final HostnameVerifier names;

    EachConnection(Linchpin linchpin, HostnameVerifier names) {
        this.linchpin = linchpin;
        this.names = names;
    }

    @Override
    public boolean verify(String host, SSLSession session) {
        if (!OKHTTP_NAMES.verify(host, session) || !names.verify(host, session)) {
            return false;
        }
        try {
            linchpin.check(host, session);
            return true;
        } catch (SSLPeerUnverifiedException refusal) {
            throw EachConnection.<RuntimeException>asThrown(refusal);
        }
    }

    /**
     * Throws {@code refusal} itself where the signature does not allow it. OkHttp is Kotlin, which has no checked
     * exceptions: its connection code expects this very exception from below a verifier, closes the socket and does not
     * try again. Answering {@code false} instead would lose the verdict.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asThrown(SSLPeerUnverifiedException refusal) throws E {
        throw (E) refusal;
    }

    /** OkHttp shares pooled connections between calls of equal verifiers, and each call may make its own. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EachConnection that && linchpin == that.linchpin && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(System.identityHashCode(linchpin), names);
    }
}
