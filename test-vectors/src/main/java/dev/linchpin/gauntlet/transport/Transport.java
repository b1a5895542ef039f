package dev.linchpin.gauntlet.transport;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What lies below the requests of a play.
 *
 * @param http the only protocol for the client to speak
 * @param tls the versions that the servers offer
 */
public record Transport(Protocol http, Set<TlsVersion> tls) {
    public Transport {
        tls = Collections.unmodifiableSet(EnumSet.copyOf(tls));
    }

    public static Transport of(Protocol http, TlsVersion tls) {
        return new Transport(http, EnumSet.of(tls));
    }

    /** The servers leave the version of TLS to the client. */
    public static Transport of(Protocol http) {
        return new Transport(http, EnumSet.allOf(TlsVersion.class));
    }

    /** As in {@code h2, TLSv1.3}. */
    @Override
    public String toString() {
        return http.alpn() + ", " + tlsText();
    }

    /** As in {@code TLSv1.2 TLSv1.3}. */
    public String tlsText() {
        return String.join(" ", tls.stream().map(TlsVersion::jsseName).toList());
    }
}
