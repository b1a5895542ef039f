package dev.linchpin.vectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question with its answer. Immutable.
 *
 * @param tcId {@code topic::group::case}; never changed, never used again
 * @param comment what is particular about the case
 * @param flags the notes of the file that say why the case exists
 * @param features what an implementation must have for the case to concern it
 * @param baseline the valid case that differs from an invalid one by a single mutation
 * @param choice the legitimate difference between implementations that decides the answer; one of {@link Choices}
 * @param input the input of the operation; certificates are {@code {"cert": name}}, see {@link VectorFile#inlined}
 * @param expect the answers by option of the choice, Linchpin's option first; without a choice one answer under ""
 */
public record Case(
        String tcId,
        String comment,
        List<String> flags,
        Set<String> features,
        Result result,
        @Nullable String baseline,
        @Nullable String choice,
        Map<String, Object> input,
        Map<String, Answer> expect) {
    /** The key of an answer that depends on no choice. */
    public static final String ALWAYS = "";

    public Case {
        flags = List.copyOf(flags);
        features = Collections.unmodifiableSet(new LinkedHashSet<>(features));
        input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
        expect = Collections.unmodifiableMap(new LinkedHashMap<>(expect));
    }

    /**
     * The one right answer of an implementation that has made these choices. A choice it does not mention is made as Linchpin
     * makes it.
     *
     * @throws IllegalArgumentException if an option is chosen that does not exist
     */
    public Answer expected(Map<String, String> choices) {
        String option = choice == null ? ALWAYS : choices.getOrDefault(choice, Choices.linchpins(choice));
        Answer answer = expect.get(option);
        if (answer == null) {
            throw new IllegalArgumentException(
                    "choice " + choice + " is \"" + option + "\", expected one of " + expect.keySet());
        }
        return answer;
    }

    /** What a case says of its input. */
    public enum Result {
        /** It is in order. */
        VALID,
        /** It is not, and must not be accepted. */
        INVALID,
        /** Implementations may differ, and say how. */
        ACCEPTABLE
    }
}
