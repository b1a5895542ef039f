package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.CodeUnits;
import dev.linchpin.vectors.Implementation;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The input of an operation as a mutant sees it, and the right implementation to ask. */
record Question(Implementation reference, String op, Map<String, Object> input) {

    /** The right answer. */
    Answer right() {
        return reference.run(op, input);
    }

    boolean is(String outcome) {
        return right().outcome().equals(outcome);
    }

    /** This outcome where a condition holds, and the right answer otherwise. */
    Answer when(boolean condition, String outcome) {
        return condition ? Answer.of(outcome) : right();
    }

    /** The right answer to another question. */
    Answer with(String field, @Nullable Object value) {
        return change(field, value).right();
    }

    Question change(String field, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(input);
        if (value == null) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return new Question(reference, op, changed);
    }

    /** The outcome that the reference gives for another operation. */
    String outcome(String otherOp, Map<String, Object> otherInput) {
        return reference.run(otherOp, otherInput).outcome();
    }

    boolean has(String field) {
        return input.containsKey(field);
    }

    String text(String field) {
        return CodeUnits.text(value(field));
    }

    List<String> texts(String field) {
        return ((List<?>) value(field)).stream().map(String.class::cast).toList();
    }

    byte[] bytes(String field) {
        return Base64.getDecoder().decode(text(field));
    }

    List<byte[]> allBytes(String field) {
        return texts(field).stream().map(Base64.getDecoder()::decode).toList();
    }

    Map<String, Object> object(String field) {
        Map<String, Object> object = new LinkedHashMap<>();
        ((Map<?, ?>) value(field)).forEach((name, value) -> object.put((String) name, value));
        return object;
    }

    private Object value(String field) {
        return Objects.requireNonNull(input.get(field), field);
    }
}
