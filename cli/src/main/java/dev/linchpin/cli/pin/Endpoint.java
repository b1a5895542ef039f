package dev.linchpin.cli.pin;

import dev.linchpin.policy.Hostname;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code host[:port]}; an IPv6 address stands in brackets if a port follows it. */
record Endpoint(Hostname host, int port) {
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(?<host>\\[[^\\[\\]]+]|[^:\\[\\]]+)(:(?<port>[0-9]+))?");

    /** As it stands in the address bar of a browser; what follows the host does not matter. */
    private static final Pattern URL = Pattern.compile("(?i:https)://(?<endpoint>[^/?#@]+)([/?#].*)?");

    /** The same, or an https URL. */
    static Endpoint parse(String text) throws SourceException {
        Matcher url = URL.matcher(text);
        return parse(url.matches() ? url.group("endpoint") : text, HTTPS);
    }

    /** @throws SourceException if the text has another form */
    static Endpoint parse(String text, int defaultPort) throws SourceException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return new Endpoint(host(text), defaultPort);
        }
        @Nullable String digits = parts.group("port");
        return new Endpoint(host(parts.group("host")), digits == null ? defaultPort : port(digits));
    }

    private static Hostname host(String text) throws SourceException {
        try {
            return Hostname.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SourceException(
                    text.contains("://") ? "not a host; expected host[:port] or https://host[:port]" : "not a host", e);
        }
    }

    private static int port(String digits) throws SourceException {
        int port = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new SourceException("port " + digits + " is not between 1 and " + MAX_PORT);
        }
        return port;
    }

    @Override
    public String toString() {
        String address = host.toString();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
