package dev.linchpin.httpclient5;

import dev.linchpin.Linchpin;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;

/**
 * TLS for classic and asynchronous connections. The trust manager judges full handshakes; {@link #verifySession} runs
 * after every handshake, resumed ones included, which a trust manager never sees.
 */
final class PinningTlsStrategy extends DefaultClientTlsStrategy {
    private final Linchpin linchpin;
    private final ConnectionGate gate;

    PinningTlsStrategy(Linchpin linchpin, ConnectionGate gate) {
        super(linchpin.adapterTls().context(), HostnameVerificationPolicy.BOTH, ConnectionGate.HOST_NAMES);
        this.linchpin = linchpin;
        this.gate = gate;
    }

    @Override
    protected void verifySession(String host, SSLSession session) throws SSLException {
        super.verifySession(ConnectionGate.canonical(host), session);
        linchpin.check(host, session);
        gate.admit(session);
    }
}
