package dev.linchpin.vectors;

import java.util.Map;

/** Something that pins, in whatever process and language it runs. */
public interface Implementation {
    Hello hello();

    /**
     * Answers one question.
     *
     * @param input as {@link VectorFile#inlined} gives it: texts, numbers, booleans, lists and maps of them
     * @throws UnsupportedOperationException if there is no such operation: the case is skipped
     * @throws RuntimeException if the implementation fails; never for what it refuses, which is the answer {@code reject}
     */
    Answer run(String op, Map<String, Object> input);
}
