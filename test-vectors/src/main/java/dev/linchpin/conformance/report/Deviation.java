package dev.linchpin.conformance.report;

import dev.linchpin.conformance.CaseResult;
import dev.linchpin.conformance.Question;
import dev.linchpin.vectors.Note;
import java.util.List;

/** One answer that is not the one wanted, and whatever helps to understand it. */
public record Deviation(CaseResult result, List<Field> input) {
    static Deviation of(CaseResult result) {
        return new Deviation(result, Field.of(result.question()));
    }

    public String id() {
        return result.question().test().tcId();
    }

    public String comment() {
        return result.question().test().comment();
    }

    public String status() {
        return switch (result.status()) {
            case PASS -> "passed";
            case SKIP -> "skipped";
            case FAIL -> "failed";
            case ERROR -> "error";
            case CRASH -> "crashed";
            case HANG -> "hung";
            case XFAIL -> "failed as expected";
            case XPASS -> "unexpectedly not failed";
        };
    }

    public List<Note> notes() {
        Question question = result.question();
        return question.notes();
    }
}
