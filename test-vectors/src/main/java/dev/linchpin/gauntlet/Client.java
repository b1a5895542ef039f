package dev.linchpin.gauntlet;

import java.io.IOException;
import java.net.URI;

/** A client under test; used by one thread at a time. */
public interface Client extends AutoCloseable {
    /**
     * Sends a GET request and follows redirects if the client can. A refusal is thrown as the client throws it, wrapped or not.
     *
     * @throws Exception refusal by pin: what {@link Driver#isPinRefusal} recognises; by PKIX or host name: with a
     *     {@link java.security.cert.CertificateException} or {@link javax.net.ssl.SSLPeerUnverifiedException} among its causes
     */
    Reply get(URI uri) throws Exception;

    /** Puts another policy in force for all requests from now on. */
    void replacePolicy(PolicySpec policy) throws Exception;

    /** Ends all connections. */
    @Override
    void close() throws IOException;

    /** An answer, with the whole body. */
    record Reply(int status, String body) {}
}
