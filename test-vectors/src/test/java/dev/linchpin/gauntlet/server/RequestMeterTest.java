package dev.linchpin.gauntlet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.gauntlet.transport.Protocol;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestMeterTest {
    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int PING = 6;
    private static final int DATA = 0;
    private static final int CONTINUATION = 9;

    @Test
    void counts_every_byte_of_http_1() {
        assertEquals(7, new RequestMeter(Protocol.HTTP_1_1).count(new byte[10], 7));
    }

    @Test
    void counts_no_byte_of_an_idle_http_2_connection() {
        assertEquals(0, countAtOnce(connection(frame(SETTINGS, 18), frame(PING, 8), frame(SETTINGS, 0))));
    }

    @Test
    void counts_headers_continuation_and_data_with_their_heads() {
        byte[] connection = connection(
                frame(SETTINGS, 6), frame(HEADERS, 300), frame(CONTINUATION, 5), frame(PING, 8), frame(DATA, 0));
        assertEquals(9 + 300 + 9 + 5 + 9, countAtOnce(connection));
    }

    @Test
    void counts_the_same_however_the_bytes_arrive() {
        byte[] connection = connection(frame(SETTINGS, 6), frame(HEADERS, 70_000), frame(PING, 8), frame(DATA, 3));
        RequestMeter meter = new RequestMeter(Protocol.HTTP_2);
        int counted = 0;
        for (byte b : connection) {
            counted += meter.count(new byte[] {b}, 1);
        }
        assertEquals(countAtOnce(connection), counted);
    }

    private static int countAtOnce(byte[] connection) {
        return new RequestMeter(Protocol.HTTP_2).count(connection, connection.length);
    }

    private static byte[] connection(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static byte[] frame(int type, int length) {
        byte[] frame = new byte[9 + length];
        frame[0] = (byte) (length >> 16);
        frame[1] = (byte) (length >> 8);
        frame[2] = (byte) length;
        frame[3] = (byte) type;
        return frame;
    }
}
