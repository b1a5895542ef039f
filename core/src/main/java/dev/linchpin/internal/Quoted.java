package dev.linchpin.internal;

/** Foreign text made fit for a message: in quotation marks, of bounded length, without control characters. */
public final class Quoted {
    private static final int MAX_CHARS = 120;

    private Quoted() {}

    public static String of(String text) {
        return '"' + plain(text, MAX_CHARS) + '"';
    }

    /** As {@link #of}, without the quotation marks; for text that a peer chose, such as a distinguished name. */
    public static String plain(String text, int maxChars) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i == maxChars) {
                return out.append('…').toString();
            }
            char c = text.charAt(i);
            if (isPrintable(c)) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isPrintable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
