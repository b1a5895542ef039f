package dev.linchpin.vectors.draft;

import dev.linchpin.vectors.CodeUnits;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON in one way only: members in the order of the map, two spaces per level, what fits into {@value #WIDTH} columns on one
 * line, LF, and nothing but printable ASCII, so that a homoglyph in a vector is visible in a diff. What I-JSON cannot carry is refused;
 * {@link CodeUnits} can.
 */
final class CanonicalJson {
    private static final int WIDTH = 120;

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    static String write(Map<String, ?> document) {
        CanonicalJson json = new CanonicalJson();
        json.object(document, 0, true);
        return json.out.append('\n').toString();
    }

    private void value(Object value, int depth, int reserved) {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            String line = oneLine(value);
            if (2 * depth + reserved + line.length() < WIDTH) {
                out.append(line);
            } else if (value instanceof Map<?, ?> fields) {
                object(fields, depth, true);
            } else {
                array((List<?>) value, depth, true);
            }
        } else {
            scalar(value);
        }
    }

    private static String oneLine(Object value) {
        CanonicalJson json = new CanonicalJson();
        json.flat(value);
        return json.out.toString();
    }

    private void flat(Object value) {
        if (value instanceof Map<?, ?> fields) {
            object(fields, 0, false);
        } else if (value instanceof List<?> items) {
            array(items, 0, false);
        } else {
            scalar(value);
        }
    }

    private void object(Map<?, ?> fields, int depth, boolean tall) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> i = fields.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<?, ?> field = i.next();
            newLine(depth + 1, tall);
            String name = (String) field.getKey();
            text(name);
            out.append(": ");
            item(field.getValue(), depth + 1, name.length() + 4, tall);
            out.append(i.hasNext() ? (tall ? "," : ", ") : "");
        }
        newLine(depth, tall);
        out.append('}');
    }

    private void array(List<?> items, int depth, boolean tall) {
        out.append('[');
        for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
            newLine(depth + 1, tall);
            item(i.next(), depth + 1, 0, tall);
            out.append(i.hasNext() ? (tall ? "," : ", ") : "");
        }
        newLine(depth, tall);
        out.append(']');
    }

    private void item(Object value, int depth, int reserved, boolean tall) {
        if (tall) {
            value(value, depth, reserved);
        } else {
            flat(value);
        }
    }

    private void newLine(int depth, boolean tall) {
        if (tall) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void scalar(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Integer || value instanceof Boolean) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("vectors hold texts, integers and booleans, not " + value);
        }
    }

    private void text(String text) {
        if (!CodeUnits.isPlain(text)) {
            throw new IllegalArgumentException(
                    "half a surrogate pair or a noncharacter in a text, expected its code units");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
