package dev.linchpin.gauntlet;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * What a driver needs to make a client.
 *
 * @param policy the policy to enforce at first
 * @param trustAnchors the only authorities to trust
 * @param transport what to speak
 * @param patience how long one call may take; a client with a shorter time-out would miss what is to be seen
 */
public record Setup(PolicySpec policy, List<X509Certificate> trustAnchors, Transport transport, Duration patience) {
    public Setup {
        trustAnchors = List.copyOf(trustAnchors);
    }

    /** The only protocol to speak. */
    public Protocol protocol() {
        return transport.http();
    }

    /** The addresses of every name: 127.0.0.1, carrying the name, so that nothing asks a real name server. */
    public List<InetAddress> resolve(String host) {
        return List.of(Loopback.named(host));
    }
}
