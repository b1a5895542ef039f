package dev.linchpin.cli.demo;

import dev.linchpin.gauntlet.Setup;
import java.net.InetAddress;
import org.apache.hc.client5.http.DnsResolver;

/** HttpClient 5 resolves names as the gauntlet says. */
record LoopbackDns(Setup setup) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
        return new InetAddress[] {setup.resolve(host)};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
