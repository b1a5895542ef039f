package dev.linchpin.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The last of what a stream brought, however much came before. Safe for use by several threads. */
public final class Tail {
    private static final int KEPT = 16 * 1024;

    private final byte[] ring = new byte[KEPT];
    private long written;

    /** Of a stream that has brought nothing yet. */
    public Tail() {}

    /** Reads the stream to its end. */
    public void drain(InputStream in) {
        byte[] buffer = new byte[KEPT];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                append(buffer, n);
            }
        } catch (IOException killedWhileReading) {
            // what came before is all there is
        }
    }

    private synchronized void append(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (written++ % KEPT)] = bytes[i];
        }
    }

    /** The last line that is not blank; empty if there is none. */
    String lastLine() {
        return text().lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line.strip());
    }

    public synchronized String text() {
        if (written <= KEPT) {
            return new String(ring, 0, (int) written, StandardCharsets.UTF_8);
        }
        int start = (int) (written % KEPT);
        byte[] inOrder = new byte[KEPT];
        System.arraycopy(ring, start, inOrder, 0, KEPT - start);
        System.arraycopy(ring, 0, inOrder, KEPT - start, start);
        return new String(inOrder, StandardCharsets.UTF_8);
    }
}
