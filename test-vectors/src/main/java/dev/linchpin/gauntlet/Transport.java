package dev.linchpin.gauntlet;

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
}
