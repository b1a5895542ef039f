package dev.linchpin.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Text that JSON cannot carry everywhere: half a surrogate pair and noncharacters. Many a parser refuses a whole file for one of
 * them, or puts another character in its place, so I-JSON (RFC 7493 §2.1) leaves them out. In an input such a text is
 * {@code {"utf16": [units]}}, its UTF-16 code units as numbers; a case with one needs the {@link #FEATURE}.
 */
public final class CodeUnits {
    /** What implementations have whose strings can hold any sequence of UTF-16 code units. */
    public static final String FEATURE = "utf16";

    private CodeUnits() {}

    /** A text as its code units. */
    public static Map<String, Object> of(String text) {
        List<Integer> units = new ArrayList<>();
        text.chars().forEach(units::add);
        return Map.of(FEATURE, List.copyOf(units));
    }

    /**
     * The text that a value of an input stands for: itself, or its code units.
     *
     * @throws IllegalStateException if the value is neither: the input is at fault, and there is nothing to refuse
     */
    public static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (!(value instanceof Map<?, ?> fields
                && fields.get(FEATURE) instanceof List<?> units
                && fields.size() == 1)) {
            throw new IllegalStateException("expected a text or its code units, not " + value);
        }
        StringBuilder text = new StringBuilder();
        units.forEach(unit -> text.append((char) ((Number) unit).intValue()));
        return text.toString();
    }

    /** Whether I-JSON can carry a text: it holds neither half a surrogate pair nor a noncharacter. */
    public static boolean isPlain(String text) {
        return text.codePoints().noneMatch(c -> isSurrogate(c) || isNoncharacter(c));
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Unicode §23.7: the last two of every plane, and U+FDD0 to U+FDEF. */
    private static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xfffe) == 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
    }
}
