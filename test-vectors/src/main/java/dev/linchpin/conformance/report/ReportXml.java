package dev.linchpin.conformance.report;

import dev.linchpin.conformance.CaseResult;
import dev.linchpin.conformance.ConformanceReport;
import dev.linchpin.conformance.ImplementationResult;
import dev.linchpin.conformance.Status;
import dev.linchpin.format.JUnitXml;
import dev.linchpin.format.JUnitXml.Suite;
import dev.linchpin.format.JUnitXml.TestCase;
import dev.linchpin.format.JUnitXml.Verdict;
import dev.linchpin.format.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as JUnit's XML, a suite for each implementation. A failure that was expected counts as skipped, with its reason. */
public final class ReportXml {
    private ReportXml() {}

    public static String write(ConformanceReport report, Provenance provenance) {
        return JUnitXml.write(
                "linchpin conformance",
                provenance,
                report.implementations().stream().map(ReportXml::suite).toList());
    }

    private static Suite suite(ImplementationResult implementation) {
        String name = implementation.identity().name();
        List<TestCase> tests = new ArrayList<>();
        for (String problem : implementation.problems()) {
            tests.add(new TestCase(name, name, "0", Verdict.ERROR, problem));
        }
        if (!implementation.wasRun() && tests.isEmpty()) {
            tests.add(new TestCase(name, name, "0", Verdict.SKIPPED, "not run: " + implementation.notRun()));
        }
        for (CaseResult result : implementation.cases()) {
            tests.add(new TestCase(
                    name + "." + result.question().topic(),
                    result.question().test().tcId(),
                    String.format(Locale.ROOT, "%.3f", result.took().toMillis() / 1000.0),
                    verdict(result.status()),
                    message(result)));
        }
        return new Suite(name, tests, implementation.log());
    }

    private static Verdict verdict(Status status) {
        return switch (status) {
            case PASS -> Verdict.PASSED;
            case SKIP, XFAIL -> Verdict.SKIPPED;
            case FAIL, XPASS -> Verdict.FAILURE;
            case ERROR, CRASH, HANG -> Verdict.ERROR;
        };
    }

    private static String message(CaseResult result) {
        String text = result.gotText() + (result.wantedText().isEmpty() ? "" : "; wanted " + result.wantedText());
        return switch (result.status()) {
            case PASS, FAIL, ERROR, SKIP -> text;
            case CRASH, HANG -> result.status().name().toLowerCase(Locale.ROOT) + ": " + text;
            case XFAIL -> "expected failure: " + result.excuse() + ": " + text;
            case XPASS -> "unexpectedly not failed (" + result.excuse() + "): " + text;
        };
    }
}
