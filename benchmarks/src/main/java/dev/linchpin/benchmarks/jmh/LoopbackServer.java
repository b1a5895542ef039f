package dev.linchpin.benchmarks.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTPS server on 127.0.0.1 that speaks one version of HTTP and answers every request with the name of that version. It keeps
 * nothing from one connection to the next, so that the last one costs as much as the first.
 */
final class LoopbackServer implements AutoCloseable {
    private static final int THREADS = 8;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Server server;
    private final ServerConnector connector;

    private LoopbackServer(Tls tls, String alpn, ConnectionFactory http) {
        QueuedThreadPool pool = new QueuedThreadPool(THREADS, THREADS, 60_000, 0, null, null, task -> {
            Thread thread = new Thread(task, "loopback-server");
            threads.add(thread);
            return thread;
        });
        pool.setDaemon(true);
        server = new Server(pool);
        connector = new ServerConnector(server, null, null, null, 1, 1, new SslConnectionFactory(tls, alpn), http);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Version());
    }

    /** @param http {@code http/1.1} or {@code h2}, as ALPN calls them */
    static LoopbackServer start(Supplier<SSLContext> contexts, String http) throws Exception {
        HttpConfiguration configuration = new HttpConfiguration();
        ConnectionFactory protocol = http.equals("h2")
                ? new HTTP2ServerConnectionFactory(configuration)
                : new HttpConnectionFactory(configuration);
        LoopbackServer server = new LoopbackServer(new Tls(contexts, http), http, protocol);
        server.server.start();
        return server;
    }

    /** What a server that speaks this protocol answers. */
    static String answer(String http) {
        return http.equals("h2") ? "HTTP/2.0" : "HTTP/1.1";
    }

    URI uri() {
        return URI.create("https://" + Site.HOST + ":" + connector.getLocalPort() + "/");
    }

    /** The CPU time of all its threads so far. */
    long cpuNanos() {
        return threads.stream()
                .mapToLong(thread -> Math.max(0, CLOCK.getThreadCpuTime(thread.getId())))
                .sum();
    }

    boolean runsIn(long threadId) {
        return threads.stream().anyMatch(thread -> thread.getId() == threadId);
    }

    @Override
    public void close() {
        server.setStopTimeout(0);
        LifeCycle.stop(server);
    }

    /** TLS that negotiates this protocol or none. Every connection has a context of its own, which knows no session to resume. */
    private static final class Tls extends SslContextFactory.Server {
        private final Supplier<SSLContext> contexts;
        private final String alpn;

        Tls(Supplier<SSLContext> contexts, String alpn) {
            this.contexts = contexts;
            this.alpn = alpn;
            setSslContext(contexts.get());
        }

        @Override
        public SSLEngine newSSLEngine(InetSocketAddress client) {
            SSLEngine engine = contexts.get().createSSLEngine();
            customize(engine);
            return engine;
        }

        @Override
        public SSLParameters customize(SSLParameters parameters) {
            SSLParameters customized = super.customize(parameters);
            customized.setApplicationProtocols(new String[] {alpn});
            return customized;
        }
    }

    private static final class Version extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String version = request.getConnectionMetaData().getHttpVersion().asString();
            Content.Sink.write(response, true, version, callback);
            return true;
        }
    }
}
