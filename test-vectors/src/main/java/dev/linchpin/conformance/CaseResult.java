package dev.linchpin.conformance;

import dev.linchpin.vectors.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case.
 *
 * @param wanted null if the case was skipped, or nothing can be wanted of an implementation with these choices
 * @param got null if there was no answer
 * @param remark why there was no answer, or what else is wrong; empty if the answers say it all
 * @param excuse why this failure was expected; empty if it was not
 */
public record CaseResult(
        Question question,
        Status status,
        @Nullable Answer wanted,
        @Nullable Answer got,
        String remark,
        String excuse,
        Duration took) {
    /** The answer in words, or why there is none. */
    public String gotText() {
        if (got == null) {
            return remark;
        }
        return remark.isEmpty() ? text(got) : text(got) + ", " + remark;
    }

    public String wantedText() {
        return wanted == null ? "" : text(wanted);
    }

    private static String text(Answer answer) {
        StringBuilder text = new StringBuilder(answer.outcome());
        answer.fields()
                .forEach((name, value) ->
                        text.append(", ").append(name).append(' ').append(value));
        return text.toString();
    }

    /** The same result, where a failure was expected for a reason. */
    CaseResult excused(String reason) {
        Status excused = status == Status.PASS || status == Status.SKIP ? Status.XPASS : Status.XFAIL;
        return new CaseResult(question, excused, wanted, got, remark, reason, took);
    }

    CaseResult contradicted(String how) {
        return new CaseResult(question, Status.FAIL, wanted, got, how, "", took);
    }
}
