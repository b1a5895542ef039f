package dev.linchpin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerReaderTest {
    @Test
    void reads_nested_elements_in_order() throws DerException {
        DerReader input = DerReader.of(hex("3006 020101 0500 00"));
        assertThrows(DerException.class, input::end);
        DerReader inner = input.enter(DerReader.SEQUENCE);
        inner.skip(DerReader.INTEGER);
        inner.skip();
        assertEquals(1, inner.rest().length());
        assertTrue(inner.atEnd());
        input.end();
    }

    @ParameterizedTest
    @CsvSource({
        "30 7f, 127",
        "30 8180, 128",
        "30 82ffff, 65535",
        "30 83010000, 65536",
    })
    void reads_minimal_lengths(String header, int length) throws DerException {
        byte[] head = hex(header);
        byte[] bytes = Arrays.copyOf(head, head.length + length);
        DerReader input = DerReader.of(bytes);
        assertEquals(length, input.enter(DerReader.SEQUENCE).rest().length());
        input.end();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "'', found nothing",
        "31 00, 'found 0x31 at offset 0, expected tag 0x30'",
        "30, input ends inside a header",
        "30 80 0000, indefinite length",
        "30 01, past the end",
        "30 81, input ends inside a header",
        "30 8101 00, length is not minimal",
        "30 817f, length is not minimal",
        "30 820080, length is not minimal",
        "30 83000100, length is not minimal",
        "30 8400000001 00, length of 4 octets",
        "30 ff, length of 127 octets",
    })
    void refuses(String bytes, String fault) throws DerException {
        DerReader input = DerReader.of(hex(bytes));
        DerException e = assertThrows(DerException.class, () -> input.skip(DerReader.SEQUENCE));
        assertTrue(String.valueOf(e.getMessage()).contains(fault), e.getMessage());
    }

    @Test
    void refuses_multi_byte_tags() throws DerException {
        DerReader input = DerReader.of(hex("bf8101 00"));
        assertThrows(DerException.class, input::skip);
    }

    /** Two elements: a sound one, so that offsets do not begin at zero, and one that is not. */
    @ParameterizedTest
    @CsvSource({
        "30 80, indefinite length at offset 3",
        "30 84 00000001 00, length of 4 octets at offset 3",
        "30 81 05 0000000000, length is not minimal at offset 3",
        "30 82 00ff 00, length is not minimal at offset 3",
        "30 05 00, element at offset 2 ends 4 bytes past the end of what encloses it",
    })
    void says_where_it_stopped(String second, String message) throws DerException {
        DerReader input = DerReader.of(hex("0500" + second));
        input.skip();
        DerException e = assertThrows(DerException.class, () -> input.enter(DerReader.SEQUENCE));
        assertEquals(message, e.getMessage());
    }

    @Test
    void says_how_much_is_left() throws DerException {
        DerReader input = DerReader.of(hex("0500 050000"));
        input.skip();
        assertEquals(
                "3 unexpected bytes at offset 2",
                assertThrows(DerException.class, input::end).getMessage());
    }

    @Test
    void refuses_to_step_past_the_end() throws DerException {
        DerReader input = DerReader.of(hex(""));
        assertThrows(DerException.class, input::skip);
    }

    @Test
    void refuses_more_bytes_than_tls_can_carry() {
        assertThrows(DerException.class, () -> DerReader.of(new byte[DerReader.MAX_BYTES + 1]));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
