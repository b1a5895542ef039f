package dev.linchpin.gauntlet;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a driver needs to make a client.
 *
 * @param policy the policy to enforce at first
 * @param trustAnchors the only authorities to trust
 * @param protocol the only protocol to speak
 */
public record Setup(PolicySpec policy, List<X509Certificate> trustAnchors, Protocol protocol) {
    public Setup {
        trustAnchors = List.copyOf(trustAnchors);
    }

    /** The address of every name: 127.0.0.1, carrying the name, so that nothing asks a real name server. */
    public InetAddress resolve(String host) {
        return Loopback.named(host);
    }
}
