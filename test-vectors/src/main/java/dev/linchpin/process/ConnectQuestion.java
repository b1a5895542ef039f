package dev.linchpin.process;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a program is asked by {@code tls.connect}: to send one request, pinned.
 *
 * @param host for the server name of TLS, the certificate and the Host header; an IPv6 address without brackets
 * @param address where the host is: there is no DNS
 * @param caFile the only authorities to trust, in PEM
 * @param pattern whom the rule names: the host, possibly in another spelling, or a pattern
 * @param pins the pins of the rule
 * @param path what to GET
 * @param client the client that sends it: the one of before if that had the same number; empty for a new one that sends nothing else
 */
public record ConnectQuestion(
        String host,
        int port,
        InetAddress address,
        Path caFile,
        String pattern,
        List<String> pins,
        String path,
        OptionalLong client) {
    public static final String OP = "tls.connect";

    public Map<String, Object> input() {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("host", host);
        input.put("port", port);
        input.put("address", address.getHostAddress());
        input.put("caFile", caFile.toString());
        input.put("pattern", pattern);
        input.put("pins", pins);
        input.put("request", Map.of("method", "GET", "path", path));
        client.ifPresent(number -> input.put("client", number));
        return input;
    }
}
