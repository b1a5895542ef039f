package dev.linchpin;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A TLS context that is, at any moment, the one of the generation in force. Clients may hold on to it, and to its socket
 * factory, for ever: what they create after a change of policy shares no session with what they created before.
 */
final class LiveContext extends SSLContext {
    /** Engines and sockets as the provider makes them. */
    LiveContext(Supplier<SSLContext> current) {
        this(current, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** Engines and sockets with something around them. */
    LiveContext(
            Supplier<SSLContext> current, UnaryOperator<SSLEngine> engines, UnaryOperator<SSLSocketFactory> sockets) {
        super(
                new Spi(current, engines, sockets),
                current.get().getProvider(),
                current.get().getProtocol());
    }

    private static final class Spi extends SSLContextSpi {
        private final Supplier<SSLContext> current;
        private final UnaryOperator<SSLEngine> engines;
        private final SSLSocketFactory socketFactory;

        Spi(Supplier<SSLContext> current, UnaryOperator<SSLEngine> engines, UnaryOperator<SSLSocketFactory> sockets) {
            this.current = current;
            this.engines = engines;
            this.socketFactory =
                    sockets.apply(new LiveSocketFactory(() -> current.get().getSocketFactory()));
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("this context belongs to Linchpin and is initialised already");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return socketFactory;
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return current.get().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return engines.apply(current.get().createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return engines.apply(current.get().createSSLEngine(host, port));
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return current.get().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return current.get().getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return current.get().getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return current.get().getSupportedSSLParameters();
        }
    }
}
