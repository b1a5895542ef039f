package dev.linchpin.gauntlet;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's TLS with the JDK's own host name check and the smallest HTTP/1.1 that asks one question per connection. */
final class JdkSockets implements Driver {
    /** The key is the example of RFC 6455, section 1.3. */
    private static final String UPGRADE = """
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;

    @Override
    public String name() {
        return "JSSE, unpinned";
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_1_1);
    }

    /** It asks no second address, and nothing about a connection that it has closed. */
    @Override
    public Set<Feature> features() {
        EnumSet<Feature> features = EnumSet.copyOf(Feature.usual());
        features.addAll(Set.of(Feature.WEB_SOCKETS, Feature.SERVER_NAME, Feature.EARLY_CONNECTIONS));
        return features;
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return false;
    }

    @Override
    public Client open(Setup setup) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new X509TrustManager[] {UnpinnedOkHttp.trustManager(setup.trustAnchors())}, null);
        return new Client() {
            private @Nullable Socket waiting;

            @Override
            public Reply get(URI uri) throws IOException {
                Reply reply = get(uri, uri.getHost());
                return reply.status() == 302 ? get(URI.create(reply.body())) : reply;
            }

            /** JSSE verifies the name that it asks for. */
            @Override
            public Reply get(URI uri, String serverName) throws IOException {
                return ask(uri, serverName, "Connection: close\r\n");
            }

            @Override
            public void connect(URI uri) throws IOException {
                waiting = socket(uri);
            }

            /** The frames of the back end are a text of one fragment and a close frame of four bytes (RFC 6455, section 5.2). */
            @Override
            public Reply openWebSocket(URI uri) throws IOException {
                Reply reply = ask(uri, uri.getHost(), UPGRADE);
                String frames = reply.body();
                return new Reply(reply.status(), frames.substring(2, frames.length() - 4));
            }

            private Socket socket(URI uri) throws IOException {
                return new Socket(setup.resolve(uri.getHost()).get(0), uri.getPort());
            }

            private Reply ask(URI uri, String serverName, String fields) throws IOException {
                Socket before = waiting;
                waiting = null;
                try (Socket raw = before == null ? socket(uri) : before;
                        Socket socket =
                                uri.getScheme().equals("https") ? secure(tls, raw, serverName, uri.getPort()) : raw) {
                    String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
                    String request =
                            "GET " + target + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n" + fields + "\r\n";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    return parse(new String(readAll(socket.getInputStream()), StandardCharsets.ISO_8859_1));
                }
            }

            @Override
            public void replacePolicy(PolicySpec policy) {}

            @Override
            public void close() {}
        };
    }

    /** A WebSocket stays open after its last frame: that one ends in the code 1000. */
    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            bytes.write(next);
            if (bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\u0088\u0002\u0003\u00e8")) {
                break;
            }
        }
        return bytes.toByteArray();
    }

    private static SSLSocket secure(SSLContext tls, Socket raw, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** The status with the body, or with the target of a redirect. */
    private static Client.Reply parse(String response) {
        int status = Integer.parseInt(response.substring(9, 12));
        int end = response.indexOf("\r\n\r\n");
        String location = response.substring(0, end)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location:"))
                .map(line -> line.substring("location:".length()).trim())
                .findFirst()
                .orElse("");
        return new Client.Reply(status, location.isEmpty() ? response.substring(end + 4) : location);
    }
}
