package dev.linchpin.cli.check;

import dev.linchpin.policy.Hostname;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * A handshake that was made elsewhere, as JSSE shows one to a trust manager: with the host that the client connects to and asks for. The
 * platform's trust manager applies the algorithm constraints of TLS only where it is shown one. It carries no data.
 */
final class ShownHandshake extends SSLEngine {
    /** A key exchange of which nothing is known, as JSSE says of all of TLS 1.3. */
    static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    private final SSLSession session;
    private final SSLParameters parameters = new SSLParameters();

    /** @param identified whether the client asks for endpoint identification, as clients of HTTPS do */
    ShownHandshake(Hostname host, List<X509Certificate> presented, boolean identified) {
        this.session = session(host, presented);
        parameters.setEndpointIdentificationAlgorithm(identified ? "HTTPS" : "");
        if (!host.isAddress() && isServerName(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host.toString())));
        }
    }

    /** A name with an underscore is one for us and not for JSSE, whose clients then send none. */
    private static boolean isServerName(Hostname host) {
        return host.toString().indexOf('_') < 0;
    }

    private static SSLSession session(Hostname host, List<X509Certificate> presented) {
        return (SSLSession) Proxy.newProxyInstance(
                ShownHandshake.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPeerHost" -> host.toString();
                    case "getPeerPort" -> -1;
                    case "getPeerCertificates" -> presented.toArray(X509Certificate[]::new);
                    case "getProtocol" -> "TLSv1.3";
                    case "getCipherSuite" -> "TLS_AES_128_GCM_SHA256";
                    default -> throw new UnsupportedOperationException(method.toString());
                });
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
        return parameters;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[] {session.getCipherSuite()};
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return getSupportedCipherSuites();
    }

    @Override
    public String[] getSupportedProtocols() {
        return new String[] {session.getProtocol()};
    }

    @Override
    public String[] getEnabledProtocols() {
        return getSupportedProtocols();
    }

    @Override
    public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
        return SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING;
    }

    @Override
    public boolean getUseClientMode() {
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
    public boolean isInboundDone() {
        return true;
    }

    @Override
    public boolean isOutboundDone() {
        return true;
    }

    @Override
    public Runnable getDelegatedTask() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void beginHandshake() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void closeInbound() {}

    @Override
    public void closeOutbound() {}

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        throw new UnsupportedOperationException();
    }
}
