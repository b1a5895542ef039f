package dev.linchpin.cli.pin;

import dev.linchpin.policy.Hostname;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code host[:port]}; an IPv6 address stands in brackets if a port follows it. */
record Endpoint(Hostname host, int port) {
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(?<host>\\[[^\\[\\]]+]|[^:\\[\\]]+)(:(?<port>[0-9]{1,5}))?");

    static Endpoint parse(String text) {
        return parse(text, HTTPS);
    }

    /** @throws IllegalArgumentException if the text has another form */
    static Endpoint parse(String text, int defaultPort) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return new Endpoint(Hostname.parse(text), defaultPort);
        }
        @Nullable String digits = parts.group("port");
        int port = digits == null ? defaultPort : Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and " + MAX_PORT);
        }
        return new Endpoint(Hostname.parse(parts.group("host")), port);
    }

    @Override
    public String toString() {
        String address = host.toString();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
