package dev.linchpin.jetty.alpn;

import dev.linchpin.Linchpin;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.alpn.client.ALPNClientConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.ALPNProcessor;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/**
 * Negotiates protocols (RFC 7301) on guarded engines. Jetty chooses how to by the class of an engine, and knows those of the
 * providers only; JSSE's own methods are understood by all of them.
 */
public final class GuardedEngines implements ALPNProcessor.Client {
    @Override
    public boolean appliesTo(SSLEngine engine) {
        return engine.getClass().getPackageName().equals(Linchpin.class.getPackageName());
    }

    @Override
    public void configure(SSLEngine engine, Connection connection) {
        ALPNClientConnection negotiating = (ALPNClientConnection) connection;
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(negotiating.getProtocols().toArray(new String[0]));
        engine.setSSLParameters(parameters);
        ((SslEndPoint) connection.getEndPoint()).getSslConnection().addHandshakeListener(new SslHandshakeListener() {
            @Override
            public void handshakeSucceeded(Event event) {
                String protocol = engine.getApplicationProtocol();
                negotiating.selected(protocol == null || protocol.isEmpty() ? null : protocol);
            }
        });
    }
}
