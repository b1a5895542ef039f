package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.client.Setup;
import java.net.InetAddress;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** HttpClient 5 resolves names as the gauntlet says. */
record LoopbackDns(Setup setup) implements DnsResolver {
    /** No scenario leads a client to more hosts and ports. */
    static final int ROUTES = 2;

    /** The proxy of the scenario; null for none, as HttpClient has it. */
    static @Nullable HttpHost proxy(Setup setup) {
        return setup.proxy()
                .map(address -> new HttpHost(address.getHostString(), address.getPort()))
                .orElse(null);
    }

    @Override
    public InetAddress[] resolve(String host) {
        return setup.resolve(host).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
