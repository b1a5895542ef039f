package dev.linchpin.gauntlet.report;

import dev.linchpin.format.JUnitXml;
import dev.linchpin.format.JUnitXml.Suite;
import dev.linchpin.format.JUnitXml.TestCase;
import dev.linchpin.format.JUnitXml.Verdict;
import dev.linchpin.format.Provenance;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import java.util.stream.Stream;

/** A run as JUnit's XML, a suite for each client. Known failures, and what cannot be played, count as skipped, with their reasons. */
public final class GauntletXml {
    private GauntletXml() {}

    public static String write(GauntletReport report, Provenance provenance) {
        return JUnitXml.write(
                "linchpin gauntlet",
                provenance,
                report.clients().stream().map(client -> suite(report, client)).toList());
    }

    private static Suite suite(GauntletReport report, String client) {
        Stream<TestCase> played = report.results().stream()
                .filter(result -> result.client().equals(client))
                .map(GauntletXml::testCase);
        Stream<TestCase> notPlayed = Stream.concat(
                report.broken().stream()
                        .filter(omission -> omission.client().equals(client))
                        .map(omission -> testCase(omission, Verdict.ERROR, "")),
                report.unsupported().stream()
                        .filter(omission -> omission.client().equals(client))
                        .map(omission -> testCase(omission, Verdict.SKIPPED, "unsupported: ")));
        return new Suite(client, Stream.concat(played, notPlayed).toList(), "");
    }

    private static TestCase testCase(Result result) {
        Verdict verdict = result.unexpected()
                ? result.actual() == Outcome.ERROR ? Verdict.ERROR : Verdict.FAILURE
                : result.knownFailure() == null ? Verdict.PASSED : Verdict.SKIPPED;
        String known = result.knownFailure() == null ? "" : "known failure (" + result.knownFailure() + "): ";
        return new TestCase(
                result.client() + "." + result.provider(),
                result.scenario().id() + " (" + result.transport() + ")",
                "0",
                verdict,
                known + result);
    }

    private static TestCase testCase(Omission omission, Verdict verdict, String prefix) {
        return new TestCase(
                omission.client() + "." + omission.provider(),
                omission.scenario().id() + " (" + omission.transport() + ")",
                "0",
                verdict,
                prefix + omission.reason());
    }
}
