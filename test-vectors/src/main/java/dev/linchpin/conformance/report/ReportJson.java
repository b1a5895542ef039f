package dev.linchpin.conformance.report;

import dev.linchpin.conformance.ConformanceReport;
import dev.linchpin.conformance.ImplementationResult;
import dev.linchpin.conformance.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The counts of a report, in the shape of {@code schemas/v1/report.schema.json}. */
public record ReportJson(int cases, List<Row> implementations) {
    /**
     * One implementation. The counts of cases are disjoint.
     *
     * @param language null if an unknown program could not be started
     * @param variant null if there is but one
     * @param errors errors, crashes and time-outs; a program that is broken as a whole counts once
     * @param reason why it was not run; null if it was
     */
    public record Row(
            String name,
            @Nullable String language,
            @Nullable String variant,
            long passed,
            long failed,
            long expectedFailures,
            long unexpectedPasses,
            long skipped,
            long errors,
            boolean notRun,
            @Nullable String reason) {}

    public static ReportJson of(ConformanceReport report) {
        return new ReportJson(
                report.cases(),
                report.implementations().stream().map(ReportJson::row).toList());
    }

    private static Row row(ImplementationResult result) {
        return new Row(
                result.identity().name(),
                nullIfEmpty(result.identity().language()),
                nullIfEmpty(result.identity().variant()),
                result.count(Status.PASS),
                result.count(Status.FAIL),
                result.count(Status.XFAIL),
                result.count(Status.XPASS),
                result.count(Status.SKIP),
                result.count(Status.ERROR, Status.CRASH, Status.HANG)
                        + result.problems().size(),
                !result.wasRun(),
                nullIfEmpty(result.notRun()));
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
