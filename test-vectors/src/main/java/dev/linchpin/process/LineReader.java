package dev.linchpin.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what a child process writes: lines of UTF-8, each ended by LF and no longer than the protocol allows. */
final class LineReader {
    /** A certificate chain of post-quantum signatures fits many times; a child that floods its output does not. */
    static final int MAX_BYTES = 1 << 20;

    private final InputStream in;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * Waits for the next line.
     *
     * @throws EOFException if the output has ended, be it within a line
     * @throws ProtocolException if the line is too long or not UTF-8
     */
    String read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (line.size() == MAX_BYTES) {
                throw new ProtocolException("wrote a line of more than " + MAX_BYTES + " bytes");
            }
            line.write(b);
        }
        return decode(line.toByteArray());
    }

    private static String decode(byte[] line) throws ProtocolException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("wrote a line that is not UTF-8");
        }
    }
}
