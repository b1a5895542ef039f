package dev.linchpin.gauntlet;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;

/** The JDK's TLS with the JDK's own host name check and the smallest HTTP/1.1 that asks one question per connection. */
final class JdkSockets implements Driver {
    @Override
    public String name() {
        return "JSSE, unpinned";
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_1_1);
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
            @Override
            public Reply get(URI uri) throws IOException {
                try (Socket raw = new Socket(setup.resolve(uri.getHost()).get(0), uri.getPort());
                        Socket socket = uri.getScheme().equals("https") ? secure(tls, raw, uri) : raw) {
                    String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
                    String request = "GET " + target + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                            + "\r\nConnection: close\r\n\r\n";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    Reply reply = parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                    return reply.status() == 302 ? get(URI.create(reply.body())) : reply;
                }
            }

            @Override
            public void replacePolicy(PolicySpec policy) {}

            @Override
            public void close() {}
        };
    }

    private static SSLSocket secure(SSLContext tls, Socket raw, URI uri) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, uri.getHost(), uri.getPort(), true);
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
