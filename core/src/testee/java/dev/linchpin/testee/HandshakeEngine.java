package dev.linchpin.testee;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * As much of an HTTPS client's engine in the middle of a TLS 1.3 handshake as a trust manager looks at: the host it connects to, and
 * that host names are to be checked. Vectors come without private keys, so there can be no real one.
 */
final class HandshakeEngine extends SSLEngine {
    private final SSLSession session;

    HandshakeEngine(String host) {
        super(host, 443);
        InvocationHandler answers = (proxy, method, arguments) -> switch (method.getName()) {
            case "getPeerHost" -> host;
            case "getProtocol" -> "TLSv1.3";
            default -> throw new UnsupportedOperationException(method.getName());
        };
        this.session = (SSLSession) Proxy.newProxyInstance(
                HandshakeEngine.class.getClassLoader(), new Class<?>[] {SSLSession.class}, answers);
    }

    @Override
    public SSLSession getHandshakeSession() {
        return session;
    }

    @Override
    public SSLSession getSession() {
        return session;
    }

    @Override
    public SSLParameters getSSLParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    @Override
    public boolean getUseClientMode() {
        return true;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getSupportedProtocols() {
        return new String[] {"TLSv1.3"};
    }

    @Override
    public String[] getEnabledProtocols() {
        return getSupportedProtocols();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return HandshakeStatus.NEED_TASK;
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
        return true;
    }

    @Override
    public boolean isInboundDone() {
        return false;
    }

    @Override
    public boolean isOutboundDone() {
        return false;
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return null;
    }

    @Override
    public void closeInbound() {
        throw new UnsupportedOperationException("closeInbound");
    }

    @Override
    public void closeOutbound() {
        throw new UnsupportedOperationException("closeOutbound");
    }

    @Override
    public void beginHandshake() {
        throw new UnsupportedOperationException("beginHandshake");
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        throw new UnsupportedOperationException("setEnabledCipherSuites");
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        throw new UnsupportedOperationException("setEnabledProtocols");
    }

    @Override
    public void setUseClientMode(boolean mode) {
        throw new UnsupportedOperationException("setUseClientMode");
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        throw new UnsupportedOperationException("setNeedClientAuth");
    }

    @Override
    public void setWantClientAuth(boolean want) {
        throw new UnsupportedOperationException("setWantClientAuth");
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        throw new UnsupportedOperationException("setEnableSessionCreation");
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) {
        throw new UnsupportedOperationException("wrap");
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException("unwrap");
    }
}
