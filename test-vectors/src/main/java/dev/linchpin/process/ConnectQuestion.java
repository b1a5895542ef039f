package dev.linchpin.process;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program is asked by {@code tls.connect}: to send one request, pinned, as a new client.
 *
 * @param host for the server name of TLS, the certificate and the Host header; an IPv6 address without brackets
 * @param address where the host is: there is no DNS
 * @param caFile the only authorities to trust, in PEM
 * @param pattern whom the rule names: the host, possibly in another spelling, or a pattern
 * @param pins the pins of the rule
 * @param path what to GET
 */
public record ConnectQuestion(
        String host, int port, InetAddress address, Path caFile, String pattern, List<String> pins, String path) {
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
        return input;
    }
}
