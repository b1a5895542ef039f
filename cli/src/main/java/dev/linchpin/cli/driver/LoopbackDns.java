package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.Setup;
import java.net.InetAddress;
import org.apache.hc.client5.http.DnsResolver;

/** HttpClient 5 resolves names as the gauntlet says. */
record LoopbackDns(Setup setup) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
        return setup.resolve(host).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
