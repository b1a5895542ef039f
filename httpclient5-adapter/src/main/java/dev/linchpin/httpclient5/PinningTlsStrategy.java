package dev.linchpin.httpclient5;

import dev.linchpin.Linchpin;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;

/**
 * TLS for classic and asynchronous connections. The trust manager judges full handshakes; {@link #verifySession} runs
 * after every handshake, resumed ones included, which a trust manager never sees.
 */
final class PinningTlsStrategy extends DefaultClientTlsStrategy {
    private final Linchpin linchpin;
    private final ConnectionGate gate;

    private PinningTlsStrategy(Linchpin linchpin, ConnectionGate gate) {
        super(linchpin.adapterTls().context(), HostnameVerificationPolicy.BOTH, ConnectionGate.HOST_NAMES);
        this.linchpin = linchpin;
        this.gate = gate;
    }

    // Made as what it is used for, so that the class that installs it links where HttpClient does not have these types.

    static TlsSocketStrategy ofSockets(Linchpin linchpin, ConnectionGate gate) {
        return new PinningTlsStrategy(linchpin, gate);
    }

    static TlsStrategy ofEngines(Linchpin linchpin, ConnectionGate gate) {
        return new PinningTlsStrategy(linchpin, gate);
    }

    /**
     * Runs last before the handshake of an asynchronous connection. HttpClient before 5.6.4 asks for the verification of host
     * names, but not the engine (CVE-2026-71290); this does on every version.
     */
    @Override
    protected void initializeEngine(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(URIScheme.HTTPS.id);
        engine.setSSLParameters(parameters);
    }

    @Override
    protected void verifySession(String host, SSLSession session) throws SSLException {
        super.verifySession(ConnectionGate.canonical(host), session);
        linchpin.check(host, session);
        gate.admit(session);
    }
}
