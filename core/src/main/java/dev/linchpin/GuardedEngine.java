package dev.linchpin;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An engine that asks its {@link Guard} at the end of every handshake of a client, before it gives out a byte that it has decrypted
 * or encrypted since. A session that was judged on this connection is not judged again. After a refusal it is closed: it throws
 * whatever it is asked to do, and nobody is its peer. On the server's side it does nothing of its own.
 */
final class GuardedEngine extends SSLEngine {
    private final SSLEngine engine;
    private final Guard guard;

    GuardedEngine(SSLEngine engine, Guard guard) {
        super(engine.getPeerHost(), engine.getPeerPort());
        this.engine = engine;
        this.guard = guard;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        guard.requireNoRefusal();
        int start = target.position();
        SSLEngineResult result = engine.wrap(sources, offset, length, target);
        return judged(result, result.bytesConsumed(), target, start);
    }

    /** What clients call for each record that they read. */
    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer target) throws SSLException {
        guard.requireNoRefusal();
        int start = target.position();
        SSLEngineResult result = engine.unwrap(source, target);
        return judged(result, result.bytesProduced(), target, start);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        guard.requireNoRefusal();
        int[] starts = new int[length];
        for (int i = 0; i < length; i++) {
            starts[i] = targets[offset + i].position();
        }
        SSLEngineResult result = engine.unwrap(source, targets, offset, length);
        try {
            judgeIfDue(result, result.bytesProduced());
        } catch (SSLException e) {
            for (int i = 0; i < length; i++) {
                erase(targets[offset + i], starts[i]);
            }
            throw e;
        }
        return result;
    }

    private SSLEngineResult judged(SSLEngineResult result, int applicationBytes, ByteBuffer target, int start)
            throws SSLException {
        try {
            judgeIfDue(result, applicationBytes);
        } catch (SSLException e) {
            erase(target, start);
            throw e;
        }
        return result;
    }

    /**
     * Providers say that a handshake is over with the call that ended it, and SunJSSE of each ticket as well, which brings no other
     * peer. Should one say so late or not at all, the first byte of the application's would tell.
     */
    private void judgeIfDue(SSLEngineResult result, int applicationBytes) throws SSLException {
        boolean due = result.getHandshakeStatus() == HandshakeStatus.FINISHED || applicationBytes > 0;
        if (!due || !engine.getUseClientMode() || guard.hasAdmitted(engine.getSession())) {
            return;
        }
        try {
            guard.judge(engine.getSession(), engine::getSSLParameters);
        } catch (SSLException e) {
            engine.closeOutbound();
            throw e;
        }
    }

    private static void erase(ByteBuffer buffer, int start) {
        for (int i = start; i < buffer.position(); i++) {
            buffer.put(i, (byte) 0);
        }
        ((Buffer) buffer).position(start); // Android 26 has no override of it in ByteBuffer.
    }

    /**
     * The one that was admitted, as long as no other is: a provider may take its lock to answer, for which all requests of an HTTP/2
     * connection would wait. Another one is judged before any byte passes under it.
     */
    @Override
    public SSLSession getSession() {
        SSLSession admitted = guard.admitted();
        return admitted == null ? guard.visible(engine::getSession) : admitted;
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return guard.hasRefused() ? null : engine.getHandshakeSession();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return guard.hasRefused() ? HandshakeStatus.NOT_HANDSHAKING : engine.getHandshakeStatus();
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return guard.hasRefused() ? null : engine.getDelegatedTask();
    }

    @Override
    public void beginHandshake() throws SSLException {
        guard.requireNoRefusal();
        engine.beginHandshake();
    }

    @Override
    public void closeInbound() throws SSLException {
        if (!guard.hasRefused()) {
            engine.closeInbound();
        }
    }

    @Override
    public boolean isInboundDone() {
        return guard.hasRefused() || engine.isInboundDone();
    }

    @Override
    public void closeOutbound() {
        engine.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return guard.hasRefused() || engine.isOutboundDone();
    }

    // ---- settings

    @Override
    public @Nullable String getPeerHost() {
        return engine.getPeerHost();
    }

    @Override
    public int getPeerPort() {
        return engine.getPeerPort();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        engine.setSSLParameters(parameters);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        engine.setUseClientMode(mode);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        engine.setEnableSessionCreation(flag);
    }

    // ---- ALPN

    @Override
    @AfterAndroid26
    public @Nullable String getApplicationProtocol() {
        return engine.getApplicationProtocol();
    }

    @Override
    @AfterAndroid26
    public @Nullable String getHandshakeApplicationProtocol() {
        return engine.getHandshakeApplicationProtocol();
    }

    @Override
    @AfterAndroid26
    public void setHandshakeApplicationProtocolSelector(
            @Nullable BiFunction<SSLEngine, List<String>, @Nullable String> selector) {
        engine.setHandshakeApplicationProtocolSelector(
                selector == null ? null : (inner, protocols) -> selector.apply(this, protocols));
    }

    @Override
    @AfterAndroid26
    public @Nullable BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        BiFunction<SSLEngine, List<String>, String> selector = engine.getHandshakeApplicationProtocolSelector();
        return selector == null ? null : (outer, protocols) -> selector.apply(engine, protocols);
    }
}
