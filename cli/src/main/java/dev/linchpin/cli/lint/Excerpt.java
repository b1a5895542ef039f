package dev.linchpin.cli.lint;

import java.util.function.UnaryOperator;

/**
 * A line of a file as a terminal shows it, and what stands below it to point at a place. The text is foreign: it is shown as the
 * terminal escapes it, and a long line is cut around the place.
 *
 * @param line the text of the line
 * @param underline blanks, and a mark below each column of the place
 */
record Excerpt(String line, String underline) {
    private static final int BEFORE = 60;
    private static final int AFTER = 60;
    private static final String CUT = "...";
    private static final String TAB = "    ";

    /** @param shown how the terminal shows a text */
    static Excerpt of(SourceLines lines, int start, int end, UnaryOperator<String> shown) {
        String text = lines.text();
        int first = Math.min(start, text.length());
        int lineStart = lines.lineStart(first, BEFORE + 2);
        int lineEnd = lines.lineEnd(first, 2 * AFTER + 2);
        int from = boundary(text, Math.max(lineStart, first - BEFORE));
        int to = boundary(text, Math.max(from, Math.min(lineEnd, Math.min(end, first + AFTER) + AFTER)));
        int markStart = Math.max(from, Math.min(start, to));
        int markEnd = Math.max(markStart, Math.min(end, to));
        String before = (from > lineStart ? CUT : "") + shown(text.substring(from, markStart), shown);
        String marked = shown(text.substring(markStart, markEnd), shown);
        String after = shown(text.substring(markEnd, to), shown) + (to < lineEnd ? CUT : "");
        return new Excerpt(
                before + marked + after,
                " ".repeat(DisplayWidth.of(before)) + "^" + "~".repeat(Math.max(0, DisplayWidth.of(marked) - 1)));
    }

    /** Not between the halves of a surrogate pair. */
    private static int boundary(String text, int offset) {
        boolean inPair = offset > 0
                && offset < text.length()
                && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
        return inPair ? offset - 1 : offset;
    }

    private static String shown(String text, UnaryOperator<String> shown) {
        return shown.apply(text.replace("\t", TAB));
    }
}
