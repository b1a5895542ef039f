package dev.linchpin.cli.peer;

import dev.linchpin.policy.Hostname;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code host[:port]}; an IPv6 address stands in brackets if a port follows it. */
public record Endpoint(Hostname host, int port) {
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(?<host>\\[[^\\[\\]]+]|[^:\\[\\]]+)(:(?<port>[0-9]+))?");

    /** As it stands in the address bar of a browser; what follows the host does not matter. */
    private static final Pattern URL = Pattern.compile("(?i:https)://(?<endpoint>[^/?#@]+)([/?#].*)?");

    /**
     * The same, or an https URL; port 443 unless given.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Endpoint parse(String text) {
        Matcher url = URL.matcher(text);
        return parse(url.matches() ? url.group("endpoint") : text, HTTPS);
    }

    /**
     * With a port of the caller's unless it is given.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Endpoint parse(String text, int defaultPort) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return new Endpoint(host(text), defaultPort);
        }
        @Nullable String digits = parts.group("port");
        return new Endpoint(host(parts.group("host")), digits == null ? defaultPort : port(digits));
    }

    /**
     * What an option of a command gives.
     *
     * @throws IllegalArgumentException if the text has another form: the message is a sentence that names the option
     */
    public static Endpoint ofOption(String option, String text, int defaultPort) {
        try {
            return parse(text, defaultPort);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    option + " " + text + ": " + e.getMessage() + ", expected HOST[:PORT]", e);
        }
    }

    /** Where the host is, in the order in which the resolver gives its addresses. */
    public List<InetSocketAddress> addresses() throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host.toString()))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private static Hostname host(String text) {
        try {
            return Hostname.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    text.contains("://") ? "not a host; expected host[:port] or https://host[:port]" : "not a host", e);
        }
    }

    private static int port(String digits) {
        int port = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + digits + " is not between 1 and " + MAX_PORT);
        }
        return port;
    }

    @Override
    public String toString() {
        return of(host.toString(), port);
    }

    /** An address with a port, as a URL has them. */
    public static String of(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
