package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.linchpin.internal.DerException;
import dev.linchpin.internal.DerReader;
import dev.linchpin.internal.Slice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1InputStream;

class DerFuzzTest {
    private static final int CONSTRUCTED = 0x20;
    /** Deeper than any certificate; the reader itself has no recursion to exhaust. */
    private static final int DEEPEST = 50;

    /** Elements follow one another without gap or overlap, and end where Bouncy Castle says that they end. */
    @FuzzTest
    void cuts_any_bytes_into_elements_or_refuses_them(byte[] input) {
        try {
            walk(DerReader.of(input), input, 0, input.length, 0);
        } catch (DerException refused) {
            assertTrue(String.valueOf(refused.getMessage()).length() < 200, refused.getMessage());
        }
    }

    private static void walk(DerReader reader, byte[] all, int from, int end, int depth) throws DerException {
        int position = from;
        while (!reader.atEnd()) {
            int tag = all[position] & 0xff;
            assertTrue(reader.nextIs(tag));
            Slice element = reader.element(tag);
            assertEquals(position, element.from());
            assertTrue(element.length() >= 2 && element.from() + element.length() <= end);
            assertSameEnd(element);
            if ((tag & CONSTRUCTED) != 0 && depth < DEEPEST) {
                DerReader content = DerReader.of(element).enter(tag);
                int header = element.length()
                        - DerReader.of(element).enter(tag).rest().length();
                walk(content, all, position + header, position + element.length(), depth + 1);
            }
            position += element.length();
        }
        assertEquals(end, position);
        reader.end();
    }

    private static void assertSameEnd(Slice element) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(element.bytes(), element.from(), element.length());
        try (ASN1InputStream other = new ASN1InputStream(bytes, element.length(), true)) {
            other.readObject();
            assertEquals(0, bytes.available());
        } catch (IOException | IllegalArgumentException | IllegalStateException itKnowsTheTypesInside) {
            // Bouncy Castle also checks what the content means, which is no business of a reader of headers.
        }
    }
}
