package dev.linchpin.vectors.draft;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Choices;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A case in the making. Not thread-safe. */
final class CaseDraft {
    private final String prefix;
    private final String id;
    private final String comment;
    private final List<String> flags;
    private final Set<String> features = new LinkedHashSet<>();
    private final Map<String, Object> input = new LinkedHashMap<>();
    private final Map<String, Answer> expect = new LinkedHashMap<>();
    private @Nullable String baseline;
    private @Nullable String choice;

    CaseDraft(String prefix, String id, String comment, List<String> flags) {
        this.prefix = prefix;
        this.id = id;
        this.comment = comment;
        this.flags = flags;
    }

    /** Fields of the input, name and value in turn. */
    CaseDraft in(Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            input.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return this;
    }

    CaseDraft needs(String feature) {
        features.add(feature);
        return this;
    }

    /** The one right answer. */
    CaseDraft expect(String outcome) {
        return expect(Answer.of(outcome));
    }

    /** The one right answer, and a field of it that is compared. */
    CaseDraft expect(String outcome, String field, Object value) {
        return expect(Answer.of(outcome, field, value));
    }

    CaseDraft expect(Answer answer) {
        expect.put(Case.ALWAYS, answer);
        return this;
    }

    /** The valid case one mutation away: {@code id} of the same group, or {@code group::id}. */
    CaseDraft unlike(String other) {
        String topic = prefix.substring(0, prefix.indexOf("::") + 2);
        baseline = other.contains("::") ? topic + other : prefix + other;
        return this;
    }

    /** A legitimate difference; the answers in the order of {@link Choices#options}. */
    CaseDraft choice(String choice, Answer... answers) {
        this.choice = choice;
        List<String> options = Choices.options(choice);
        for (int i = 0; i < answers.length; i++) {
            expect.put(options.get(i), answers[i]);
        }
        return this;
    }

    CaseDraft choice(String choice, String first, String second) {
        return choice(choice, Answer.of(first), Answer.of(second));
    }

    Case finish() {
        return new Case(prefix + id, comment, flags, features, result(), baseline, choice, input, expect);
    }

    private Case.Result result() {
        if (choice != null) {
            return Case.Result.ACCEPTABLE;
        }
        Answer answer = expect.get(Case.ALWAYS);
        if (answer == null) {
            throw new IllegalStateException(prefix + id + " expects no answer");
        }
        return answer.positive() ? Case.Result.VALID : Case.Result.INVALID;
    }
}
