package dev.linchpin.gauntlet.server;

import dev.linchpin.gauntlet.transport.Loopback;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * reached: the body is {@code <port of the TLS server> <protocol> <path>}, with the address before the port if it is not 127.0.0.1.
 * Three paths do more: {@code /redirect?to=URL} answers with 302, {@code /farewell} makes an HTTP/1.1 connection end with the answer,
 * and {@code /held} keeps its answer until it is released. A WebSocket is greeted with the same words.
 */
public final class Backend implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final Map<String, List<Runnable>> held = new ConcurrentHashMap<>();

    public Backend() {
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

    /** A connection on behalf of the TLS server at this address. */
    Socket connect(InetSocketAddress tls) throws IOException {
        int port = connector.getLocalPort();
        if (port <= 0) {
            throw new ConnectException("the HTTP back end is closed");
        }
        Socket socket = new Socket(Loopback.named("localhost"), port);
        socket.setTcpNoDelay(true);
        String address = tls.getAddress().getHostAddress();
        String family = tls.getAddress() instanceof Inet6Address ? "TCP6" : "TCP4";
        String line = "PROXY " + family + ' ' + address + ' ' + address + " 1 " + tls.getPort() + "\r\n";
        socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** How the answers of the TLS server at this address begin. */
    public static String nameOf(InetSocketAddress tls) {
        String address = tls.getAddress().getHostAddress();
        return address.equals(Loopback.ADDRESS) ? Integer.toString(tls.getPort()) : address + ':' + tls.getPort();
    }

    /** How many requests for {@code /held} have come through the TLS server and wait for their answers. */
    public int held(InetSocketAddress tls) {
        return held.getOrDefault(nameOf(tls), List.of()).size();
    }

    /** Answers the requests that were held for the TLS server. */
    public void release(InetSocketAddress tls) {
        held.getOrDefault(nameOf(tls), List.of()).forEach(Runnable::run);
        held.remove(nameOf(tls));
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

    private final class Echo extends Handler.Abstract.NonBlocking {
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
            String server =
                    nameOf((InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress());
            String greeting = server + ' ' + version + ' ' + path;
            if (WebSocketGreeting.isAskedFor(request)) {
                WebSocketGreeting.send(request, response, callback, greeting);
                return true;
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
            Runnable answer = () -> Content.Sink.write(response, true, greeting, callback);
            if (path.equals("/held")) {
                held.computeIfAbsent(server, any -> new CopyOnWriteArrayList<>())
                        .add(answer);
            } else {
                answer.run();
            }
            return true;
        }
    }
}
