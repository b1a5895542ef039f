package dev.linchpin.gauntlet.client;

import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.TrustSpec;
import dev.linchpin.gauntlet.transport.Loopback;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a driver needs to make a client.
 *
 * @param policy the policy to enforce at first
 * @param trustAnchors the only authorities to trust
 * @param trust what else judges chains and names
 * @param transport what to speak
 * @param patience how long one call may take; a client with a shorter time-out would miss what is to be seen
 * @param addresses the addresses of every name, in the order in which a name server gives them
 * @param proxy the HTTP proxy through which every connection leads; empty for none
 * @param requestsAtATime how many requests to one host must not wait for one another; 1 unless {@link Feature#CONCURRENCY} is needed
 * @param severalRequests whether connections and sessions are worth keeping; only if the driver has {@link Feature#SEVERAL_REQUESTS}
 * @param clock what the client goes by, if it has {@link Feature#CLOCK}
 */
public record Setup(
        PolicySpec policy,
        List<X509Certificate> trustAnchors,
        TrustSpec trust,
        Transport transport,
        Duration patience,
        List<String> addresses,
        Optional<InetSocketAddress> proxy,
        int requestsAtATime,
        boolean severalRequests,
        Clock clock) {
    public Setup {
        trustAnchors = List.copyOf(trustAnchors);
        addresses = List.copyOf(addresses);
    }

    /** With nothing special: one request, straight to 127.0.0.1. */
    public Setup(PolicySpec policy, List<X509Certificate> trustAnchors, Transport transport, Duration patience) {
        this(
                policy,
                trustAnchors,
                TrustSpec.STANDARD,
                transport,
                patience,
                List.of(Loopback.ADDRESS),
                Optional.empty(),
                1,
                false,
                Clock.systemUTC());
    }

    /** The same, for a client that enforces another policy. */
    public Setup withPolicy(PolicySpec other) {
        return with(other, transport);
    }

    /** The same, for a client that speaks another protocol. */
    public Setup withTransport(Transport other) {
        return with(policy, other);
    }

    private Setup with(PolicySpec otherPolicy, Transport otherTransport) {
        return new Setup(
                otherPolicy,
                trustAnchors,
                trust,
                otherTransport,
                patience,
                addresses,
                proxy,
                requestsAtATime,
                severalRequests,
                clock);
    }

    /** The only protocol to speak. */
    public Protocol protocol() {
        return transport.http();
    }

    /** The addresses of a name, each carrying the name, so that nothing asks a real name server; an IP literal is its own address. */
    public List<InetAddress> resolve(String host) {
        boolean literal = host.contains(":") || host.matches("[0-9.]+");
        return literal
                ? List.of(Loopback.named(host, host))
                : addresses.stream()
                        .map(address -> Loopback.named(host, address))
                        .toList();
    }
}
