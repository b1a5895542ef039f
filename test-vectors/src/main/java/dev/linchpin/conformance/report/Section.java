package dev.linchpin.conformance.report;

import dev.linchpin.conformance.ImplementationResult;
import dev.linchpin.conformance.Status;
import java.util.List;

/** What the page says of one implementation. */
public record Section(String anchor, ImplementationResult result, List<Cell> cells) {
    static Section of(String anchor, ImplementationResult result, List<String> topics) {
        return new Section(
                anchor,
                result,
                topics.stream().map(topic -> Cell.of(result, topic)).toList());
    }

    public String name() {
        return result.identity().name();
    }

    public String language() {
        return result.identity().language();
    }

    public boolean hasDetails() {
        return !result.problems().isEmpty() || result.deviations().findAny().isPresent();
    }

    long unexpected() {
        return result.problems().size() + result.unexpected().count();
    }

    /** What must not be, one by one. */
    public List<Deviation> unexpectedDeviations() {
        return result.unexpected().map(Deviation::of).toList();
    }

    /** What is known to be wrong. */
    public List<Deviation> expectedDeviations() {
        return result.deviations()
                .filter(deviation -> deviation.status() == Status.XFAIL)
                .map(Deviation::of)
                .toList();
    }

    /** The counts of an implementation in a topic. */
    public record Cell(long passed, long expected, long failed, long skipped) {
        private static Cell of(ImplementationResult result, String topic) {
            return new Cell(
                    result.count(topic, Status.PASS),
                    result.count(topic, Status.XFAIL),
                    result.count(topic, Status.FAIL, Status.ERROR, Status.CRASH, Status.HANG, Status.XPASS),
                    result.count(topic, Status.SKIP));
        }
    }
}
