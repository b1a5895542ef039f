package dev.linchpin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.AlgorithmConstraints;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An engine that has nothing but a session, for trust managers that are asked about a peer after the handshake: JSSE's own applies
 * the algorithm constraints of TLS ({@code jdk.tls.disabledAlgorithms}) only to a chain that comes with a socket or engine.
 * It carries no data and identifies no endpoint.
 */
final class SessionEngine extends SSLEngine {
    /** A key exchange of which nothing is known; trust managers then ask for a key that may sign. */
    static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    private final SSLSession session;
    private final SSLSession shown;
    private final @Nullable AlgorithmConstraints constraints;

    SessionEngine(SSLSession session, @Nullable AlgorithmConstraints constraints) {
        super(session.getPeerHost(), session.getPeerPort());
        this.session = session;
        this.shown = tellsSignatureAlgorithms(session) ? session : plain(session);
        this.constraints = constraints;
    }

    /**
     * Some providers forget, when the handshake is over, which signature algorithms this side had offered. None means
     * to JSSE's trust manager that no certificate is good enough.
     */
    private static boolean tellsSignatureAlgorithms(SSLSession session) {
        try {
            String[] algorithms = session instanceof ExtendedSSLSession extended
                    ? extended.getLocalSupportedSignatureAlgorithms()
                    : null; // As Bouncy Castle answers, too.
            return algorithms != null && algorithms.length > 0;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    /** The same session, of which nothing is asked that is not in every session. */
    private static SSLSession plain(SSLSession session) {
        return (SSLSession) Proxy.newProxyInstance(
                SessionEngine.class.getClassLoader(), new Class<?>[] {SSLSession.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    /** Only RSA key exchange (RFC 5246 §7.4.2) wants another key usage than the others. */
    static String authType(SSLSession session) {
        String suite = session.getCipherSuite();
        return suite.startsWith("TLS_RSA_WITH_") || suite.startsWith("SSL_RSA_WITH_") ? "RSA" : ANY_KEY_EXCHANGE;
    }

    @Override
    public SSLSession getHandshakeSession() {
        return shown;
    }

    @Override
    public SSLSession getSession() {
        return shown;
    }

    @Override
    public SSLParameters getSSLParameters() {
        SSLParameters parameters = new SSLParameters(getEnabledCipherSuites(), getEnabledProtocols());
        parameters.setAlgorithmConstraints(constraints);
        return parameters;
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return new String[] {session.getCipherSuite()};
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return getEnabledCipherSuites();
    }

    @Override
    public String[] getEnabledProtocols() {
        return new String[] {session.getProtocol()};
    }

    @Override
    public String[] getSupportedProtocols() {
        return getEnabledProtocols();
    }

    @Override
    public boolean getUseClientMode() {
        return true;
    }

    @Override
    public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
        return SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING;
    }

    @Override
    public boolean isInboundDone() {
        return true;
    }

    @Override
    public boolean isOutboundDone() {
        return true;
    }

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public boolean getEnableSessionCreation() {
        return false;
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return null;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination) {
        throw over();
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length) {
        throw over();
    }

    @Override
    public void beginHandshake() {
        throw over();
    }

    @Override
    public void closeInbound() {
        throw over();
    }

    @Override
    public void closeOutbound() {
        throw over();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        throw over();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        throw over();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        throw over();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        throw over();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        throw over();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        throw over();
    }

    private static UnsupportedOperationException over() {
        return new UnsupportedOperationException("the handshake is over, this engine only shows its session");
    }
}
