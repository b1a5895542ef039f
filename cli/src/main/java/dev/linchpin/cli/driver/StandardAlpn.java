package dev.linchpin.cli.driver;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.alpn.client.ALPNClientConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.ALPNProcessor;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/**
 * Lets Jetty negotiate HTTP/2 on Conscrypt and BCJSSE by the standard methods of {@link SSLEngine}. Jetty's own processor for them
 * takes the JDK's engines only, and its modules for the two providers register them for the whole process.
 */
public final class StandardAlpn implements ALPNProcessor.Client {
    @Override
    public boolean appliesTo(SSLEngine engine) {
        String implementation = engine.getClass().getName();
        return implementation.startsWith("org.conscrypt.") || implementation.startsWith("org.bouncycastle.jsse.");
    }

    @Override
    public void configure(SSLEngine engine, Connection connection) {
        ALPNClientConnection negotiation = (ALPNClientConnection) connection;
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(negotiation.getProtocols().toArray(String[]::new));
        engine.setSSLParameters(parameters);
        SslEndPoint endPoint = (SslEndPoint) connection.getEndPoint();
        endPoint.getSslConnection().addHandshakeListener(new SslHandshakeListener() {
            @Override
            public void handshakeSucceeded(Event event) {
                String chosen = event.getSSLEngine().getApplicationProtocol();
                negotiation.selected(chosen == null || chosen.isEmpty() ? null : chosen);
            }
        });
    }
}
