package dev.linchpin.gauntlet.server;

import dev.linchpin.gauntlet.transport.Protocol;

/**
 * Counts the bytes of requests in what a client sent inside TLS.
 *
 * <p>In HTTP/1.1 that is every byte. In HTTP/2 it is the HEADERS, DATA and CONTINUATION frames, with their nine-byte heads (RFC 9113,
 * section 4.1): the preface, SETTINGS, WINDOW_UPDATE, PING, PRIORITY, RST_STREAM and GOAWAY say nothing of what the application wanted
 * to send, and clients write some of them as soon as the handshake is over. Not thread-safe.
 */
final class RequestMeter {
    private static final int PREFACE = 24; // RFC 9113, section 3.4
    private static final int FRAME_HEAD = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;

    private final Protocol protocol;
    private final byte[] head = new byte[FRAME_HEAD];
    private int prefaceLeft = PREFACE;
    private int headFilled;
    private int payloadLeft;
    private boolean counting;

    RequestMeter(Protocol protocol) {
        this.protocol = protocol;
    }

    /** How many of the next {@code length} bytes belong to requests. */
    int count(byte[] bytes, int length) {
        if (protocol == Protocol.HTTP_1_1) {
            return length;
        }
        int counted = 0;
        int position = Math.min(prefaceLeft, length);
        prefaceLeft -= position;
        while (position < length) {
            if (payloadLeft > 0) {
                int part = Math.min(payloadLeft, length - position);
                payloadLeft -= part;
                position += part;
                counted += counting ? part : 0;
            } else {
                head[headFilled++] = bytes[position++];
                counted += headFilled == FRAME_HEAD ? startFrame() : 0;
            }
        }
        return counted;
    }

    private int startFrame() {
        headFilled = 0;
        payloadLeft = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
        counting = head[3] == DATA || head[3] == HEADERS || head[3] == CONTINUATION;
        return counting ? FRAME_HEAD : 0;
    }
}
