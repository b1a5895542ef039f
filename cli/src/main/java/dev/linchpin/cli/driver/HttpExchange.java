package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.client.Client.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** One request over HTTP/1.1, on a socket that then is closed. */
final class HttpExchange {
    private HttpExchange() {}

    static Reply over(SSLSocket connected, URI uri) throws IOException {
        try (SSLSocket socket = connected) {
            String request = "GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                    + "\r\nConnection: close\r\n\r\n";
            socket.startHandshake();
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int body = response.indexOf("\r\n\r\n");
            if (!response.startsWith("HTTP/1.1 ") || body < 0) {
                throw new IOException("expected an HTTP/1.1 response but found \"" + response + '"');
            }
            int status = Integer.parseInt(response.substring(9, 12));
            return new Reply(status, response.substring(body + 4));
        }
    }
}
