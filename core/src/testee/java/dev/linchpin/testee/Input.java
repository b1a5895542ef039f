package dev.linchpin.testee;

import dev.linchpin.vectors.CodeUnits;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The input of an operation, read by type. A field that is missing or of another type is a mistake of the caller, not a reject. */
record Input(Map<?, ?> fields) {
    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        return CodeUnits.text(field(name));
    }

    /** False if it is missing. */
    boolean is(String name) {
        return has(name) && (Boolean) field(name);
    }

    OptionalInt number(String name) {
        return has(name) ? OptionalInt.of(((Number) field(name)).intValue()) : OptionalInt.empty();
    }

    String[] texts(String name) {
        return ((List<?>) field(name)).stream().map(String.class::cast).toArray(String[]::new);
    }

    byte[] bytes(String name) {
        return Base64.getDecoder().decode(text(name));
    }

    List<byte[]> allBytes(String name) {
        return List.of(texts(name)).stream().map(Base64.getDecoder()::decode).toList();
    }

    Input object(String name) {
        return new Input((Map<?, ?>) field(name));
    }

    private Object field(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("the input has no field " + name);
        }
        return value;
    }
}
