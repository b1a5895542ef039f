package dev.linchpin.internal;

/** Tells Punycode (RFC 3492) from text that merely stands behind {@code xn--}. */
public final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;

    private Punycode() {}

    /**
     * Whether the decoder of RFC 3492 §6.2 accepts this lower-case text and yields at least one non-ASCII character.
     *
     * @param text at most the 59 characters that fit into a label
     */
    public static boolean isDecodable(String text) {
        int delimiter = text.lastIndexOf('-');
        int length = Math.max(delimiter, 0);
        int position = delimiter + 1;
        if (position == text.length()) {
            return false;
        }
        long n = INITIAL_N;
        long i = 0;
        int bias = INITIAL_BIAS;
        while (position < text.length()) {
            long before = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                if (position == text.length()) {
                    return false;
                }
                int digit = digit(text.charAt(position++));
                if (digit < 0) {
                    return false;
                }
                i += digit * weight;
                int threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
                if (i > Integer.MAX_VALUE || digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
            }
            length++;
            bias = adapt(i - before, length, before == 0);
            n += i / length;
            i = i % length + 1;
            boolean surrogate = n >= Character.MIN_SURROGATE && n <= Character.MAX_SURROGATE;
            if (n > Character.MAX_CODE_POINT || surrogate) {
                return false;
            }
        }
        return true;
    }

    private static int adapt(long delta, int length, boolean first) {
        long d = first ? delta / DAMP : delta / 2;
        d += d / length;
        int k = 0;
        for (; d > (BASE - T_MIN) * T_MAX / 2; k += BASE) {
            d /= BASE - T_MIN;
        }
        return (int) (k + (BASE - T_MIN + 1) * d / (d + SKEW));
    }

    private static int digit(char c) {
        if (Ascii.isLower(c)) {
            return c - 'a';
        }
        return Ascii.isDigit(c) ? c - '0' + 26 : -1;
    }
}
