package dev.linchpin.cli.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Position;

/** The lines of a text, and places in it as people and programs count them: from 1, and without the byte order mark. */
final class SourceLines {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String text;

    SourceLines(String text) {
        this.text = text;
    }

    /** @param startOffset from the first character behind a byte order mark */
    record Place(int line, int column, int endLine, int endColumn, int startOffset, int length) {}

    /** Where a finding stands; at the beginning of the file if it is about all of it. */
    Place place(Finding finding) {
        Position position = finding.position().orElse(new Position(1, 1, 0, 0));
        int mark = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        int column = Math.max(1, position.line() == 1 ? position.column() - mark : position.column());
        int end = Math.min(position.end(), text.length());
        int endLine = position.line();
        int endColumn = column + end - position.start();
        for (int i = position.start(); i < end; i++) {
            if (isLineEnd(i)) {
                endLine++;
                endColumn = end - i;
            }
        }
        return new Place(
                position.line(),
                column,
                endLine,
                Math.max(1, endColumn),
                Math.max(0, position.start() - mark),
                Math.max(0, end - position.start()));
    }

    /** XML 1.0 §2.11: LF, CR LF or CR. */
    private boolean isLineEnd(int at) {
        char c = text.charAt(at);
        return c == '\n' || (c == '\r' && !text.startsWith("\n", at + 1));
    }

    /** Where the line begins that this offset is in, or {@code reach} characters before it if that is nearer. */
    int lineStart(int offset, int reach) {
        int start = Math.min(offset, text.length());
        int least = Math.max(text.startsWith(BYTE_ORDER_MARK) ? 1 : 0, start - reach);
        while (start > least && !isLineBreak(start - 1)) {
            start--;
        }
        return start;
    }

    /** Where that line ends, or {@code reach} characters behind it if that is nearer. */
    int lineEnd(int offset, int reach) {
        int end = Math.min(offset, text.length());
        int most = Math.min(text.length(), end + reach);
        while (end < most && !isLineBreak(end)) {
            end++;
        }
        return end;
    }

    private boolean isLineBreak(int at) {
        return text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    String text() {
        return text;
    }
}
