package dev.linchpin.conformance;

import dev.linchpin.recipe.Identity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What came of one implementation. Immutable.
 *
 * @param version what it says of itself; empty if it did not come to that
 * @param notRun why none of its cases was run; empty if they were
 * @param problems what is wrong besides single cases
 * @param log the last of what a program wrote to its standard error
 */
public record ImplementationResult(
        Identity identity, String version, String notRun, List<String> problems, List<CaseResult> cases, String log) {
    public ImplementationResult {
        problems = List.copyOf(problems);
        cases = List.copyOf(cases);
    }

    static ImplementationResult notRun(Identity identity, String reason) {
        return new ImplementationResult(identity, "", reason, List.of(), List.of(), "");
    }

    static ImplementationResult broken(Identity identity, String reason) {
        return new ImplementationResult(identity, "", reason, List.of(reason), List.of(), "");
    }

    public boolean wasRun() {
        return notRun.isEmpty();
    }

    /** Whether all is as it is expected to be; an implementation that could not be run does not fail. */
    public boolean asExpected() {
        return problems.isEmpty() && unexpected().findAny().isEmpty();
    }

    public Stream<CaseResult> unexpected() {
        return cases.stream().filter(result -> result.status().unexpected());
    }

    /** What is not as wanted, expected or not. */
    public Stream<CaseResult> deviations() {
        return with(Status.FAIL, Status.ERROR, Status.CRASH, Status.HANG, Status.XPASS, Status.XFAIL);
    }

    public long count(Status... statuses) {
        return with(statuses).count();
    }

    public long count(String topic, Status... statuses) {
        return with(statuses)
                .filter(result -> result.question().topic().equals(topic))
                .count();
    }

    private Stream<CaseResult> with(Status... statuses) {
        Set<Status> wanted = Set.of(statuses);
        return cases.stream().filter(result -> wanted.contains(result.status()));
    }
}
