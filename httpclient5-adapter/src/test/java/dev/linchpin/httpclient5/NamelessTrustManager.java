package dev.linchpin.httpclient5;

import dev.linchpin.Linchpin;
import dev.linchpin.policy.PinPolicy;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts every chain under every name, as many a hand-written trust manager does. */
final class NamelessTrustManager extends X509ExtendedTrustManager {

    private final AtomicInteger handshakes = new AtomicInteger();
    private final Set<String> identification = new ConcurrentSkipListSet<>();

    Linchpin linchpin(PinPolicy policy) {
        return Linchpin.builder().policy(policy).trustManager(this).build();
    }

    /** How often it was asked: once in a full handshake, never in a resumed one. */
    int handshakes() {
        return handshakes.get();
    }

    /** How it was told to identify the endpoint of each handshake. */
    Set<String> identification() {
        return identification;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        handshakes.incrementAndGet();
        identification.add(algorithm(((SSLSocket) socket).getSSLParameters()));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        handshakes.incrementAndGet();
        identification.add(algorithm(engine.getSSLParameters()));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        handshakes.incrementAndGet();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {Peers.ROOT.certificate()};
    }

    private static String algorithm(SSLParameters parameters) {
        return String.valueOf(parameters.getEndpointIdentificationAlgorithm());
    }
}
