package dev.linchpin.cli.target;

/**
 * Text that others chose – subjects of certificates, names of files – made fit for a comment in any language. What ends a comment
 * somewhere, or begins one inside of it, cannot occur: line feeds of any kind, {@code *}{@code /}, {@code --}, {@code ?>}, {@code #}, and the
 * backslash, since Java reads {@code \}{@code u000a} as the end of a line even in a comment. It holds no quotes, braces, dollar signs or angle
 * brackets either, so that it is inert in a string of any language, too.
 */
final class CommentText {
    private static final int MAX_CODE_POINTS = 200;

    private CommentText() {}

    /** The text in one line of printable ASCII; everything else is written as its code point, {@code (U+FC)}. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(MAX_CODE_POINTS).forEach(c -> {
            if (isInert(c) && !closes(safe, c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(String.format("(U+%X)", c));
            }
        });
        return text.codePointCount(0, text.length()) > MAX_CODE_POINTS ? safe + "..." : safe.toString();
    }

    private static boolean isInert(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || " .,:;=@_+/()-*".indexOf(c) >= 0);
    }

    /** Whether two inert characters make something of each other. */
    private static boolean closes(CharSequence before, int c) {
        char last = before.length() == 0 ? ' ' : before.charAt(before.length() - 1);
        return (last == '-' && c == '-') || (last == '*' && c == '/') || (last == '/' && c == '*');
    }
}
