package dev.linchpin.config;

import dev.linchpin.internal.xml.XmlRange;
import java.util.Arrays;

/** The text of a file, and the lines in it. */
final class SourceText {
    private final String text;
    private final int[] lineStarts;

    SourceText(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    /** A line ends with LF, CR LF or CR, as in XML 1.0 §2.11. */
    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * lines);
                }
                starts[lines++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }

    String text() {
        return text;
    }

    Position position(int start, int end) {
        int found = Arrays.binarySearch(lineStarts, start);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, start - lineStarts[line] + 1, start, end);
    }

    Position position(XmlRange range) {
        return position(range.start(), range.end());
    }

    /** The range without the white space at its ends. */
    Position trimmed(XmlRange range) {
        int start = range.start();
        int end = range.end();
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (start < end && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return position(start, end);
    }

    /** What does something with a line, from its first character to before its line break. */
    interface LineReader {
        void line(int start, int end);
    }

    void forEachLine(LineReader reader) {
        for (int i = 0; i < lineStarts.length; i++) {
            reader.line(lineStarts[i], endOfLine(lineStarts[i]));
        }
    }

    /** Where the line break of the line begins in which this character stands, or the text ends. */
    int endOfLine(int offset) {
        int end = offset;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** By which the text breaks its first line. */
    String lineBreak() {
        int end = endOfLine(0);
        if (text.startsWith("\r\n", end)) {
            return "\r\n";
        }
        return text.startsWith("\r", end) ? "\r" : "\n";
    }
}
