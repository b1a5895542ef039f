package dev.linchpin.benchmarks.jmh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** An HTTP client with room for some connections, and for as many threads. */
interface Caller extends AutoCloseable {
    /** Where {@link Site#HOST} is, without a look-up: Jetty's own check takes the name from here. */
    InetAddress LOOPBACK = loopback();

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(Site.HOST, new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /** The body of the answer, over the connection that is open or a new one. */
    String get(URI uri) throws Exception;

    /** Ends the connections, so that the next request needs a new one. */
    void disconnect() throws Exception;

    @Override
    void close() throws IOException;

    /**
     * A client that has no connection yet.
     *
     * @param client as the benchmarks call it
     * @param http {@code http/1.1} or {@code h2}
     * @param connections how many it may have at a time
     */
    static Caller of(String client, String http, Security security, int connections) throws Exception {
        boolean http2 = http.equals("h2");
        return switch (client) {
            case "okhttp" -> new OkHttpCaller(security, http2, connections);
            case "httpclient5-classic" -> new HttpClient5ClassicCaller(security, connections);
            case "httpclient5-async" -> new HttpClient5AsyncCaller(security, http2, connections);
            case "jetty" -> new JettyCaller(security, http2, connections);
            default ->
                throw new IllegalArgumentException("client is " + client + ", expected okhttp,"
                        + " httpclient5-classic, httpclient5-async or jetty");
        };
    }

    /** Whether a client has a pinner that checks what ours does. */
    static boolean hasOwnPinner(String client) {
        // HttpClient's own checks something else, so it is not compared; Jetty has none.
        return client.equals("okhttp");
    }

    static boolean speaks(String client, String http) {
        return http.equals("http/1.1") || !client.equals("httpclient5-classic");
    }
}
