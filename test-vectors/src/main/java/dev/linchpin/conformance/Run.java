package dev.linchpin.conformance;

import dev.linchpin.process.ImplementationFailure;
import dev.linchpin.recipe.ExpectedFailures;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Hello;
import dev.linchpin.vectors.Implementation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions to one implementation, in an order that depends on a seed, and some of them twice: an answer must not depend on
 * what was asked before.
 */
final class Run {
    private static final double ASKED_TWICE = 0.05;

    private final Implementation implementation;
    private final Hello hello;
    private final Random random;

    Run(Implementation implementation, long seed) {
        this.implementation = implementation;
        this.hello = implementation.hello();
        this.random = new Random(seed);
    }

    /**
     * Asks everything.
     *
     * @param answered is run after each question
     * @return the results in the order of the questions
     */
    List<CaseResult> ask(List<Question> questions, ExpectedFailures expected, Runnable answered) {
        Map<Integer, CaseResult> results = new TreeMap<>();
        for (int number : shuffled(questions.size())) {
            results.put(number, ask(questions.get(number)));
            answered.run();
        }
        long replays = Math.round(Math.ceil(questions.size() * ASKED_TWICE));
        shuffled(questions.size()).stream()
                .limit(replays)
                .forEach(number -> results.computeIfPresent(number, (same, result) -> askedAgain(result)));
        return results.values().stream().map(result -> judged(result, expected)).toList();
    }

    private List<Integer> shuffled(int size) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, random);
        return numbers;
    }

    private CaseResult ask(Question question) {
        long start = System.nanoTime();
        if (!hello.concerns(question.op(), question.test())) {
            return result(question, Status.SKIP, null, null, lacking(question), start);
        }
        Answer wanted = null;
        try {
            wanted = question.test().expected(hello.choices());
            Answer got = implementation.run(question.op(), question.input());
            Status status = wanted.agreesWith(got) ? Status.PASS : Status.FAIL;
            return result(question, status, wanted, got, "", start);
        } catch (UnsupportedOperationException skipped) {
            return result(question, Status.SKIP, wanted, null, message(skipped), start);
        } catch (ImplementationFailure failure) {
            return result(question, status(failure), wanted, null, message(failure), start);
        } catch (RuntimeException | StackOverflowError failure) {
            return result(question, Status.ERROR, wanted, null, message(failure), start);
        }
    }

    private String lacking(Question question) {
        if (!hello.ops().contains(question.op())) {
            return "has no operation " + question.op();
        }
        List<String> features = new ArrayList<>(question.test().features());
        features.removeAll(hello.features());
        return "lacks " + String.join(", ", features);
    }

    private CaseResult askedAgain(CaseResult first) {
        if (first.got() == null) {
            return first;
        }
        CaseResult second = ask(first.question());
        boolean same = second.got() != null
                && first.got().agreesWith(second.got())
                && second.got().agreesWith(first.got());
        return same ? first : first.contradicted("and when asked again: " + second.gotText());
    }

    private static CaseResult judged(CaseResult result, ExpectedFailures expected) {
        boolean contradiction =
                result.status() == Status.FAIL && !result.remark().isEmpty();
        return contradiction
                ? result
                : expected.reason(result.question().test().tcId())
                        .map(result::excused)
                        .orElse(result);
    }

    private static CaseResult result(
            Question question,
            Status status,
            @Nullable Answer wanted,
            @Nullable Answer got,
            String remark,
            long start) {
        return new CaseResult(question, status, wanted, got, remark, "", Duration.ofNanos(System.nanoTime() - start));
    }

    private static Status status(ImplementationFailure failure) {
        return switch (failure.kind()) {
            case CRASH -> Status.CRASH;
            case HANG -> Status.HANG;
            case ERROR -> Status.ERROR;
        };
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
