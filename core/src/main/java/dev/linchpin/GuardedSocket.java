package dev.linchpin;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket that asks its {@link Guard} when a handshake of a client is over, before it reads or writes a byte of the application's.
 * A first read or write shakes hands, as JSSE's own does. A later session is judged before the next byte passes; a session that was
 * judged on this connection is not judged again by mere renegotiation. After a refusal it is closed, and throws whatever it is asked
 * to read, write or shake. On the server's side it does nothing of its own.
 */
class GuardedSocket extends ForwardingSocket {
    private final SSLSocket socket;
    private final Guard guard;
    private final Lock first = new ReentrantLock();
    private volatile boolean hasShaken;
    private final Map<HandshakeCompletedListener, HandshakeCompletedListener> listeners = new ConcurrentHashMap<>();

    GuardedSocket(SSLSocket socket, Guard guard) {
        super(socket);
        this.socket = socket;
        this.guard = guard;
    }

    @Override
    public void startHandshake() throws IOException {
        if (!shakeFirst()) {
            socket.startHandshake();
            requireStillAdmitted();
        }
    }

    /** A first read or write shakes hands; JSSE would do so too, but not stop before the data. */
    private void requireAdmission() throws IOException {
        if (socket.getUseClientMode() && !shakeFirst()) {
            requireStillAdmitted();
        }
    }

    /**
     * The first handshake, by whichever thread comes first: another call would ask for a second handshake.
     *
     * @return false if it is over already
     */
    private boolean shakeFirst() throws IOException {
        guard.requireNoRefusal();
        if (hasShaken) {
            return false;
        }
        first.lock();
        try {
            if (hasShaken) {
                return false;
            }
            socket.startHandshake();
            requireStillAdmitted();
            hasShaken = true;
            return true;
        } catch (IOException e) {
            rememberIfRefused(e);
            throw e;
        } finally {
            first.unlock();
        }
    }

    /** A trust manager's refusal comes out once; whoever looks later would see a socket that is closed for no reason. */
    private void rememberIfRefused(IOException failure) {
        if (PinMismatchException.in(failure).isPresent()
                || PeerIdentityException.find(failure).isPresent()) {
            guard.refuse(failure);
        }
    }

    /** A read may have gone through a renegotiation on its way. */
    private void requireStillAdmitted() throws SSLException {
        guard.requireNoRefusal();
        SSLSession session = socket.getSession();
        if (socket.getUseClientMode() && !guard.hasAdmitted(session)) {
            judge(session);
        }
    }

    private void judge(SSLSession session) throws SSLException {
        try {
            guard.judge(session, socket::getSSLParameters);
        } catch (SSLException e) {
            try {
                socket.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    @Override
    public SSLSession getSession() {
        try {
            requireAdmission();
        } catch (IOException e) {
            // As SSLSocket.getSession has it: who asks after a failed handshake is shown a session that is none.
        }
        return guard.visible(socket::getSession);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        guard.requireNoRefusal();
        return new GuardedInput(socket.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        guard.requireNoRefusal();
        return new GuardedOutput(socket.getOutputStream());
    }

    // ---- those who are told or asked about this socket see this one

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        HandshakeCompletedListener outer = event -> {
            try {
                requireStillAdmitted();
            } catch (SSLException e) {
                return; // Whoever uses the socket next is told.
            }
            listener.handshakeCompleted(new HandshakeCompletedEvent(this, event.getSession()));
        };
        socket.addHandshakeCompletedListener(outer);
        listeners.put(listener, outer);
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        HandshakeCompletedListener outer = listeners.remove(listener);
        if (outer == null) {
            throw new IllegalArgumentException("the listener was not added to this socket");
        }
        socket.removeHandshakeCompletedListener(outer);
    }

    @Override
    @AfterAndroid26
    public void setHandshakeApplicationProtocolSelector(
            @Nullable BiFunction<SSLSocket, List<String>, @Nullable String> selector) {
        socket.setHandshakeApplicationProtocolSelector(
                selector == null ? null : (inner, protocols) -> selector.apply(this, protocols));
    }

    @Override
    @AfterAndroid26
    public @Nullable BiFunction<SSLSocket, List<String>, String> getHandshakeApplicationProtocolSelector() {
        BiFunction<SSLSocket, List<String>, String> selector = socket.getHandshakeApplicationProtocolSelector();
        return selector == null ? null : (outer, protocols) -> selector.apply(socket, protocols);
    }

    private final class GuardedInput extends FilterInputStream {
        GuardedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            requireAdmission();
            int count = in.read(bytes, offset, length);
            try {
                requireStillAdmitted();
            } catch (SSLException e) {
                Arrays.fill(bytes, offset, offset + Math.max(count, 0), (byte) 0);
                throw e;
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            requireAdmission();
            long skipped = in.skip(count);
            requireStillAdmitted();
            return skipped;
        }

        @Override
        public int available() throws IOException {
            guard.requireNoRefusal();
            return in.available();
        }
    }

    private final class GuardedOutput extends FilterOutputStream {
        GuardedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            requireAdmission();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            requireAdmission();
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            guard.requireNoRefusal();
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close(); // Without the flush of FilterOutputStream, which would hide a refusal in what close throws.
        }
    }
}
