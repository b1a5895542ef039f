package dev.linchpin.jdk;

import dev.linchpin.Linchpin;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;

/** What of a builder's settings can be pinned. A builder shows none of them, but the clients that it makes do. */
final class Suitability {
    /** HTTP/3 does its TLS without an SSLEngine, which is what is guarded. */
    private static final Set<String> VERSIONS = Set.of("HTTP_1_1", "HTTP_2");

    private static final String NAMES_UNCHECKED = "jdk.internal.httpclient.disableHostnameVerification";

    private Suitability() {}

    /** The same client. */
    static HttpClient require(HttpClient client, Linchpin linchpin) {
        if (client.getClass().getModule() != HttpClient.class.getModule()) {
            throw refused(
                    "makes a " + client.getClass().getName(),
                    "HttpClient.newBuilder(): wrap the client that comes of it instead");
        }
        if (client.cookieHandler().orElse(null) instanceof EachHop) {
            throw refused("was pinned before", "one builder for each pinned client");
        }
        if (client.followRedirects() == HttpClient.Redirect.ALWAYS) {
            throw refused("follows redirects from https to http", "Redirect.NORMAL or NEVER");
        }
        if (!isSpoken(client.version())) {
            throw refused("is for " + client.version(), "HTTP_1_1 or HTTP_2");
        }
        if (hasOwnContext(client, linchpin)) {
            throw refused(
                    "has an SSLContext of its own",
                    "none: trust anchors, client certificates and the provider are options of Linchpin.builder()");
        }
        List<SNIServerName> names = client.sslParameters().getServerNames();
        if (names != null && !names.isEmpty()) {
            throw refused("has SSLParameters with server names", "none: the host of each request is the name");
        }
        requireVerifiedNames();
        return client;
    }

    static boolean isSpoken(HttpClient.Version version) {
        return VERSIONS.contains(version.name());
    }

    private static boolean hasOwnContext(HttpClient client, Linchpin linchpin) {
        try {
            SSLContext context = client.sslContext();
            return context != SSLContext.getDefault() && context != linchpin.sslContext();
        } catch (NoSuchAlgorithmException e) {
            return true; // The client has one although the platform has none.
        }
    }

    /** For listed hosts Linchpin looks at names itself; those of all others are the client's to verify. */
    private static void requireVerifiedNames() {
        String unchecked = System.getProperty(NAMES_UNCHECKED);
        if (unchecked != null && (unchecked.isEmpty() || Boolean.parseBoolean(unchecked))) {
            throw new IllegalStateException(
                    "the system property " + NAMES_UNCHECKED + " is set, expected a client that verifies host names");
        }
    }

    private static IllegalStateException refused(String found, String expected) {
        return new IllegalStateException("this HttpClient.Builder " + found + ", expected " + expected);
    }
}
