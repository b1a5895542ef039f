package dev.linchpin.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.conformance.report.ReportJson;
import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.ImplementationFailure;
import dev.linchpin.process.TestChild;
import dev.linchpin.recipe.Candidate;
import dev.linchpin.recipe.ExpectedFailures;
import dev.linchpin.recipe.Identity;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.VectorFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConformanceTest {
    private static final VectorFile FILE = TestVectors.hosts("good1", "bad", "good2");

    private static Candidate candidate(String name, Candidate.Opening opening, ExpectedFailures expected) {
        return new Candidate(new Identity(name, "java", ""), opening, expected);
    }

    private static ConformanceReport judge(Candidate... candidates) {
        return new Conformance(List.of(FILE), List.of("host-match"), 1).judge(List.of(candidates), (answers, of) -> {});
    }

    @Test
    void reports_in_the_order_of_the_candidates() {
        ConformanceReport report = judge(
                candidate(
                        "slow",
                        () -> ChildProcess.start(TestChild.command("behaves"), ChildProcess.Limits.DEFAULT, "1.0.0"),
                        ExpectedFailures.NONE),
                candidate("wrong", () -> Scripted.of(host -> Answer.of("reject")), ExpectedFailures.NONE),
                candidate("right", Scripted::matching, ExpectedFailures.NONE));
        assertEquals(
                List.of("slow", "wrong", "right"),
                report.implementations().stream()
                        .map(result -> result.identity().name())
                        .toList());
        assertEquals(3, report.cases());
        assertEquals(3, report.implementations().get(1).count("host-match", Status.FAIL));
        assertFalse(report.asExpected());
    }

    @Test
    void a_missing_toolchain_is_no_failure_but_a_broken_program_is_one() {
        ConformanceReport absent = judge(candidate(
                "absent",
                () -> {
                    throw new NotRunException("there is no such thing here");
                },
                ExpectedFailures.NONE));
        assertTrue(absent.asExpected());
        assertEquals(
                "there is no such thing here", absent.implementations().get(0).notRun());

        ConformanceReport broken = judge(candidate(
                "broken",
                () -> {
                    throw ImplementationFailure.error("the build failed");
                },
                ExpectedFailures.NONE));
        assertFalse(broken.asExpected());
        assertFalse(broken.implementations().get(0).wasRun());
        assertEquals(1, ReportJson.of(broken).implementations().get(0).errors());
    }

    @Test
    void a_crash_costs_one_case_and_leaves_its_last_words() {
        ConformanceReport report = judge(new Candidate(
                Identity.ofCommand("some command"),
                () -> ChildProcess.start(TestChild.command("exits"), ChildProcess.Limits.DEFAULT, "1.0.0"),
                ExpectedFailures.NONE));
        ImplementationResult result = report.implementations().get(0);
        assertEquals(new Identity("test", "test", ""), result.identity());
        assertEquals(
                List.of(Status.PASS, Status.CRASH, Status.PASS),
                result.cases().stream().map(CaseResult::status).toList());
        assertTrue(result.log().contains("out of luck"), result.log());
    }

    @Test
    void an_expected_failure_without_case_is_a_mistake() {
        ExpectedFailures expected =
                ExpectedFailures.parse("[{\"tcId\": \"host-match::exact::gone\", \"reason\": \"of old\"}]");
        ConformanceReport report = judge(candidate("right", Scripted::matching, expected));
        assertEquals(
                List.of("is expected to fail host-match::exact::gone, but there is no such case"),
                report.implementations().get(0).problems());
        assertFalse(report.asExpected());
    }

    @Test
    void an_expected_failure_of_another_topic_is_none() {
        ExpectedFailures expected =
                ExpectedFailures.parse("[{\"tcId\": \"host-match::exact::bad\", \"reason\": \"of old\"}]");
        ConformanceReport report = new Conformance(List.of(FILE), List.of("spki-hash"), 1)
                .judge(List.of(candidate("right", Scripted::matching, expected)), (answers, of) -> {});
        assertTrue(report.asExpected());
        assertEquals(0, report.cases());
    }

    @Test
    void keeps_those_who_wait_informed() {
        int[] news = {0};
        new Conformance(List.of(FILE), List.of("host-match"), 1)
                .judge(
                        List.of(candidate(
                                "slow",
                                () -> ChildProcess.start(
                                        TestChild.command("hangs"),
                                        new ChildProcess.Limits(Duration.ofSeconds(30), Duration.ofSeconds(1), 1),
                                        "1.0.0"),
                                ExpectedFailures.NONE)),
                        (answers, of) -> {
                            news[0]++;
                            assertEquals(3, of);
                        });
        assertTrue(news[0] > 0);
    }
}
