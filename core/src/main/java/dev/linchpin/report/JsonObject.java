package dev.linchpin.report;

import java.util.List;
import java.util.Optional;

/**
 * Writes one JSON object (RFC 8259), member by member, in ASCII: whoever reads it needs to know no encoding, and nothing that a peer
 * chose ends a string, a line or a script element. A member without a value is left out.
 */
final class JsonObject {
    private final StringBuilder text = new StringBuilder("{");

    JsonObject put(String name, String value) {
        name(name);
        string(value);
        return this;
    }

    JsonObject put(String name, Optional<String> value) {
        return value.isPresent() ? put(name, value.get()) : this;
    }

    JsonObject put(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonObject put(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonObject put(String name, List<String> values) {
        name(name);
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",");
            string(values.get(i));
        }
        text.append(']');
        return this;
    }

    JsonObject put(String name, JsonObject value) {
        name(name);
        text.append(value);
        return this;
    }

    private void name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        string(name);
        text.append(':');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        text.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            default -> {
                if (c >= ' ' && c <= '~' && c != '<') {
                    text.append(c);
                } else {
                    text.append(String.format("\\u%04x", (int) c));
                }
            }
        }
    }

    /** The object so far, closed. */
    @Override
    public String toString() {
        return text + "}";
    }
}
