package dev.linchpin.internal.xml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a file, out of its bytes: UTF-8, and nothing that might be another encoding by chance. */
public final class XmlText {
    /** Room for a hundred thousand hosts with two pins each, ten times what the largest known pin list holds. */
    public static final int MAX_CHARS = 32 << 20;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private XmlText() {}

    /**
     * The text, with a byte order mark if there is one, so that offsets count every character of the file.
     *
     * @throws XmlException if the bytes are UTF-16, no UTF-8 at all, or more than {@link #MAX_CHARS}
     */
    public static String decode(byte[] bytes) throws XmlException {
        if (bytes.length >= 2 && isUtf16(bytes[0] & 0xff, bytes[1] & 0xff)) {
            throw new XmlException(0, "the file is UTF-16, expected UTF-8");
        }
        if (bytes.length > MAX_CHARS) {
            throw tooLong();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new XmlException(0, "the file is not UTF-8 text, expected a document in UTF-8");
        }
    }

    private static boolean isUtf16(int first, int second) {
        return (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe) || first == 0 || second == 0;
    }

    static XmlException tooLong() {
        return new XmlException(0, "the file is longer than " + MAX_CHARS + " characters, expected less");
    }

    static int afterByteOrderMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }
}
