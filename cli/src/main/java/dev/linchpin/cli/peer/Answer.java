package dev.linchpin.cli.peer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.tls.ContentType;

/** What a peer sends, up to a point in time. Its beginning is remembered, and whether it has come to its end. */
final class Answer extends PushbackInputStream {
    private static final int REMEMBERED = 60;

    private final byte[] beginning = new byte[REMEMBERED];
    private int length;
    private boolean ended;

    private Answer(InputStream in) {
        super(in, REMEMBERED);
    }

    /** Of a peer that has so much time for all of it, however small the pieces in which it comes. */
    static Answer on(Socket socket, Duration timeout) throws IOException {
        return new Answer(new Limited(socket, timeout));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        if (length == 0) {
            length = Math.max(0, in.read(beginning));
            unread(beginning, 0, length);
        }
        int count = super.read(bytes, offset, wanted);
        ended |= count < 0;
        return count;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Its first line, if it is no record of TLS (RFC 8446, section 5.1). */
    Optional<String> otherThanTls() {
        return length == 0 || beginning[0] == ContentType.handshake || beginning[0] == ContentType.alert
                ? Optional.empty()
                : new String(beginning, 0, length, StandardCharsets.ISO_8859_1)
                        .lines()
                        .findFirst();
    }

    /** Waits for each piece until the same end. */
    private static final class Limited extends FilterInputStream {
        private final Socket socket;
        private final long end;

        private Limited(Socket socket, Duration timeout) throws IOException {
            super(socket.getInputStream());
            this.socket = socket;
            this.end = System.nanoTime() + timeout.toNanos();
        }

        @Override
        public int read(byte[] bytes, int offset, int wanted) throws IOException {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) left);
            return super.read(bytes, offset, wanted);
        }
    }
}
