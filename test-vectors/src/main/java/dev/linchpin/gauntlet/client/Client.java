package dev.linchpin.gauntlet.client;

import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import java.io.IOException;
import java.net.URI;

/** A client under test; used by one thread at a time, unless its driver has {@link Feature#CONCURRENCY}. */
public interface Client extends AutoCloseable {
    /**
     * Sends a GET request and follows redirects if the client can. A refusal is thrown as the client throws it, wrapped or not.
     *
     * @throws Exception refusal by pin: what {@link Driver#isPinRefusal} recognises; by PKIX or host name: with a
     *     {@link java.security.cert.CertificateException} or {@link javax.net.ssl.SSLPeerUnverifiedException} among its causes
     */
    Reply get(URI uri) throws Exception;

    /**
     * Opens a WebSocket, waits for the first message and closes it. Called only if the driver has {@link Feature#WEB_SOCKETS}.
     *
     * @param uri with the scheme {@code https}, for the client to read as {@code wss}
     * @return status 101, and the message as the body
     * @throws Exception as {@link #get} does
     */
    default Reply openWebSocket(URI uri) throws Exception {
        throw new UnsupportedOperationException(
                "this client opens no WebSockets: the driver must not have WEB_SOCKETS");
    }

    /**
     * Sends a GET request and asks, in the handshake, for another server name than the host of the URL. Called only if the driver has
     * {@link Feature#SERVER_NAME}.
     *
     * @throws Exception as {@link #get(URI)} does
     */
    default Reply get(URI uri, String serverName) throws Exception {
        throw new UnsupportedOperationException(
                "this client asks for the host by its name: the driver must not have SERVER_NAME");
    }

    /**
     * Connects to the host of the URL and makes the connection ready for TLS; the next {@link #get} of that host begins the handshake on
     * it. Called only if the driver has {@link Feature#EARLY_CONNECTIONS}.
     */
    default void connect(URI uri) throws Exception {
        throw new UnsupportedOperationException(
                "this client makes its own connections: the driver must not have EARLY_CONNECTIONS");
    }

    /** Puts another policy in force for all requests from now on. Called only if the driver has {@link Feature#REPLACE_POLICY}. */
    void replacePolicy(PolicySpec policy) throws Exception;

    /** Ends all connections. */
    @Override
    void close() throws IOException;

    /** An answer, with the whole body. */
    record Reply(int status, String body) {}
}
