package dev.linchpin.gauntlet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP behind all TLS servers of a gauntlet: HTTP/1.1 and HTTP/2 in clear text, never reached by a client directly.
 *
 * <p>A TLS server opens its connections with a line of the PROXY protocol, so that every answer can name the server that the client
 * reached: the body is {@code <port of the TLS server> <protocol> <path>}. Two paths do more: {@code /redirect?to=URL} answers with
 * 302, and {@code /farewell} makes an HTTP/1.1 connection end with the answer.
 */
final class Backend implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    Backend() {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("gauntlet-backend");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(
                server,
                1,
                1,
                new ProxyConnectionFactory(HttpVersion.HTTP_1_1.asString()),
                new HttpConnectionFactory(http),
                new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Echo());
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP back end does not start", e);
        }
    }

    /** A connection on behalf of the TLS server at this port. */
    Socket connect(int tlsPort) throws IOException {
        Socket socket = new Socket(Loopback.named("localhost"), connector.getLocalPort());
        socket.setTcpNoDelay(true);
        String line = "PROXY TCP4 127.0.0.1 127.0.0.1 1 " + tlsPort + "\r\n";
        socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Override
    public void close() {
        try {
            server.setStopTimeout(0);
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP back end does not stop", e);
        }
    }

    private static final class Echo extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = Request.getPathInContext(request);
            if (path.equals("/redirect")) {
                Fields query = Request.extractQueryParameters(request);
                Response.sendRedirect(request, response, callback, query.getValue("to"));
                return true;
            }
            String version = request.getConnectionMetaData().getHttpVersion().asString();
            if (path.equals("/farewell") && version.startsWith("HTTP/1")) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
            Content.Sink.write(response, true, servedBy(request) + " " + version + " " + path, callback);
            return true;
        }

        private static int servedBy(Request request) {
            return ((InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress()).getPort();
        }
    }
}
