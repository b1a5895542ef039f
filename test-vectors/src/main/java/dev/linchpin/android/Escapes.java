package dev.linchpin.android;

/** The backslashes of texts in resources: aapt2 resolves them in attributes, but not between elements. */
final class Escapes {
    private static final int HEX_DIGITS = 4;

    private Escapes() {}

    /** The text that is meant; empty if a {@code \}{@code u} has a digit that is none. */
    static String resolve(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder resolved = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                resolved.append(c);
            } else if (++i < text.length()) {
                switch (text.charAt(i)) {
                    case 't' -> resolved.append('\t');
                    case 'n' -> resolved.append('\n');
                    case 'u' -> {
                        String digits = text.substring(i + 1, Math.min(i + 1 + HEX_DIGITS, text.length()));
                        if (!digits.matches("[0-9a-fA-F]*")) {
                            return "";
                        }
                        char unit = digits.isEmpty() ? 0 : (char) Integer.parseInt(digits, 16);
                        if (!Character.isSurrogate(unit)) {
                            resolved.append(unit);
                        }
                        i += digits.length();
                    }
                    default -> resolved.append(text.charAt(i));
                }
            }
        }
        return resolved.toString();
    }
}
