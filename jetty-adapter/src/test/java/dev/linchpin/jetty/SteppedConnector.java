package dev.linchpin.jetty;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslClientConnectionFactory;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stops the thread in which a TLS connection fails, and lets another one go first: before the connection is closed, and again
 * before its user is told.
 */
final class SteppedConnector extends ClientConnector {
    private static final ThreadLocal<AtomicInteger> DEPTH = ThreadLocal.withInitial(AtomicInteger::new);
    private static final ThreadLocal<Boolean> WRITING = ThreadLocal.withInitial(() -> false);

    private final AtomicReference<Consumer<SslConnection.SslEndPoint>> beforeClose = new AtomicReference<>();
    private final AtomicReference<Consumer<SslConnection.SslEndPoint>> afterClose = new AtomicReference<>();

    private volatile boolean writerShakesHands;
    private volatile boolean requestAlwaysAtHand;

    /** The thread that writes the request shakes hands; by default it is the one that reads. */
    SteppedConnector writerShakesHands() {
        writerShakesHands = true;
        return this;
    }

    /** The engine is given the request whenever it is asked for bytes, also while it shakes hands. */
    SteppedConnector requestAlwaysAtHand() {
        requestAlwaysAtHand = true;
        return this;
    }

    /** What another thread does when the connection is about to be closed. */
    SteppedConnector beforeClose(Consumer<SslConnection.SslEndPoint> step) {
        beforeClose.set(step);
        return this;
    }

    /** What another thread begins when the connection is closed, and is done with before the user is told. */
    SteppedConnector afterClose(Consumer<SslConnection.SslEndPoint> step) {
        afterClose.set(step);
        return this;
    }

    /** Begins the step, once. */
    private static Thread begin(
            AtomicReference<Consumer<SslConnection.SslEndPoint>> step, SslConnection.SslEndPoint endPoint) {
        Consumer<SslConnection.SslEndPoint> once = step.getAndSet(null);
        Thread other = new Thread(once == null ? null : () -> once.accept(endPoint), "other");
        other.start();
        return other;
    }

    /** Returns when the step is done, or has to wait for what the calling thread holds. */
    private static void awaitEndOrWait(Thread other) {
        while (other.getState() == Thread.State.RUNNABLE || other.getState() == Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    /** A client that speaks HTTP/1.1 on connections of this kind. */
    @SuppressWarnings("try") // Jetty's, of its own close
    HttpClient newClient() {
        return new HttpClient(new HttpClientTransportOverHTTP(this)) {
            /** Whom Jetty 12.0 asks. */
            @SuppressWarnings({"MissingOverride", "UnusedMethod", "EffectivelyPrivate"})
            public ClientConnectionFactory newSslClientConnectionFactory(
                    SslContextFactory.@Nullable Client tls, ClientConnectionFactory connections) {
                return SteppedConnector.this.newSslClientConnectionFactory(
                        tls == null ? getSslContextFactory() : tls, connections);
            }
        };
    }

    /** Whom Jetty 12.1 asks. */
    @SuppressWarnings("MissingOverride")
    public ClientConnectionFactory newSslClientConnectionFactory(
            SslContextFactory.Client tls, ClientConnectionFactory connections) {
        return new SslClientConnectionFactory(tls, getByteBufferPool(), getExecutor(), connections) {
            @Override
            protected SslConnection newSslConnection(EndPoint endPoint, SSLEngine engine) {
                return new Stepped(endPoint, engine, tls);
            }
        };
    }

    private final class Stepped extends SslConnection {
        private volatile ByteBuffer[] request = {};

        Stepped(EndPoint endPoint, SSLEngine engine, SslContextFactory.Client tls) {
            super(getByteBufferPool(), SteppedConnector.this.getExecutor(), tls, endPoint, engine, false, false);
        }

        /** Nothing has come yet, for whoever is not to shake hands. */
        @Override
        protected int networkFill(ByteBuffer input) throws IOException {
            boolean shakesHands = WRITING.get() == writerShakesHands;
            return shakesHands || getSSLEngine().getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                    ? super.networkFill(input)
                    : 0;
        }

        @Override
        protected SSLEngineResult wrap(SSLEngine engine, ByteBuffer[] input, ByteBuffer output) throws SSLException {
            return super.wrap(engine, requestAlwaysAtHand ? request : input, output);
        }

        @Override
        protected SslEndPoint newSslEndPoint() {
            return new SslEndPoint() {
                private volatile Thread other = new Thread();

                @Override
                public void doClose() {
                    awaitEndOrWait(begin(beforeClose, this));
                    super.doClose();
                    other = begin(afterClose, this);
                    awaitEndOrWait(other);
                }

                /** May try to read, too: that is still the writer. */
                @Override
                protected void onIncompleteFlush() {
                    DEPTH.get().incrementAndGet();
                    WRITING.set(true);
                    try {
                        super.onIncompleteFlush();
                    } finally {
                        DEPTH.get().decrementAndGet();
                    }
                }

                @Override
                public int fill(ByteBuffer buffer) throws IOException {
                    if (DEPTH.get().incrementAndGet() == 1) {
                        WRITING.set(false);
                    }
                    try {
                        return super.fill(buffer);
                    } catch (IOException e) {
                        throw stepped(e);
                    } finally {
                        DEPTH.get().decrementAndGet();
                    }
                }

                @Override
                public boolean flush(ByteBuffer... buffers) throws IOException {
                    if (DEPTH.get().incrementAndGet() == 1) {
                        WRITING.set(true);
                    }
                    if (buffers.length > 0 && buffers[0].hasRemaining()) {
                        request = buffers;
                    }
                    try {
                        return super.flush(buffers);
                    } catch (IOException e) {
                        throw stepped(e);
                    } finally {
                        DEPTH.get().decrementAndGet();
                    }
                }

                /** The outermost call has released the lock of the connection. */
                private IOException stepped(IOException failure) throws IOException {
                    if (DEPTH.get().get() == 1 && Thread.currentThread() != other) {
                        try {
                            other.join();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException();
                        }
                    }
                    return failure;
                }
            };
        }
    }
}
