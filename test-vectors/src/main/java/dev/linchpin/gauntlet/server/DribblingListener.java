package dev.linchpin.gauntlet.server;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** Accepts connections on which the server sends one byte at a time, as long as they are told to. */
final class DribblingListener extends ServerSocket {
    private final Duration pause;

    /** @param pause after each byte */
    DribblingListener(int port, InetAddress address, Duration pause) throws IOException {
        super(port, 50, address);
        this.pause = pause;
    }

    @Override
    public Socket accept() throws IOException {
        Connection connection = new Connection(pause);
        implAccept(connection);
        return connection;
    }

    /** A connection that dribbles until {@link #speedUp()}. */
    static final class Connection extends Socket {
        private final Duration pause;
        private volatile boolean slow = true;

        private Connection(Duration pause) {
            this.pause = pause;
        }

        void speedUp() {
            slow = false;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    if (!slow) {
                        out.write(bytes, offset, length);
                        return;
                    }
                    for (int i = offset; i < offset + length; i++) {
                        out.write(bytes[i]); // a segment of its own: accepted sockets have TCP_NODELAY
                        rest();
                    }
                }
            };
        }

        private void rest() throws IOException {
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted between two bytes");
            }
        }
    }
}
