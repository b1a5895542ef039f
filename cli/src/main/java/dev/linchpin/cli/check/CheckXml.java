package dev.linchpin.cli.check;

import dev.linchpin.format.JUnitXml;
import dev.linchpin.format.JUnitXml.Suite;
import dev.linchpin.format.JUnitXml.TestCase;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of a host as tests, one for each certificate of each of its servers. */
final class CheckXml {
    private CheckXml() {}

    /** A warning is no failure, unless those count as such. */
    static Suite suite(HostReport report, boolean warningsFail) {
        List<TestCase> tests =
                report.servers().stream().map(server -> test(report, server)).toList();
        if (report.warned() && warningsFail) {
            String message = report.findings().stream()
                    .filter(finding -> finding.severity() == Severity.WARNING)
                    .map(Finding::text)
                    .collect(Collectors.joining("; "));
            TestCase warnings = new TestCase(report.name(), "warnings", "0", JUnitXml.Verdict.FAILURE, message);
            tests = Stream.concat(tests.stream(), Stream.of(warnings)).toList();
        }
        return new Suite(report.name(), tests, "");
    }

    /** Patterns of which no host was checked: tests that were skipped, or failed where warnings do. */
    static Suite unchecked(List<String> patterns, boolean warningsFail) {
        JUnitXml.Verdict verdict = warningsFail ? JUnitXml.Verdict.FAILURE : JUnitXml.Verdict.SKIPPED;
        List<TestCase> tests = patterns.stream()
                .map(pattern -> new TestCase("not checked", pattern, "0", verdict, "it names no single host"))
                .toList();
        return new Suite("not checked", tests, "");
    }

    private static TestCase test(HostReport report, ServerReport server) {
        boolean failed = server.verdict().severity() == Severity.FAILURE;
        return new TestCase(
                report.name(),
                server.place(),
                "0",
                failed ? JUnitXml.Verdict.FAILURE : JUnitXml.Verdict.PASSED,
                server.outcome());
    }
}
