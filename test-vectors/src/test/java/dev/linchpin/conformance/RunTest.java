package dev.linchpin.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.linchpin.recipe.ExpectedFailures;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Implementation;
import dev.linchpin.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {
    private static final VectorFile TWENTY =
            TestVectors.hosts(IntStream.range(0, 20).mapToObj(i -> "h" + i).toArray(String[]::new));

    private static List<CaseResult> run(Implementation implementation, VectorFile file, ExpectedFailures expected) {
        return new Run(implementation, 1).ask(Question.of(List.of(file)), expected, () -> {});
    }

    private static CaseResult runOne(Implementation implementation, Case test, String expected) {
        return run(implementation, TestVectors.file(List.of(test)), expected(expected))
                .get(0);
    }

    private static CaseResult runOne(Implementation implementation, Case test) {
        return runOne(implementation, test, "[]");
    }

    private static ExpectedFailures expected(String json) {
        return ExpectedFailures.parse(json.replace('\'', '"'));
    }

    private static Case host(String host) {
        return TestVectors.testCase(host, Map.of("host", host), "match");
    }

    @Test
    void passes_the_wanted_outcome() {
        assertEquals(Status.PASS, runOne(Scripted.matching(), host("a")).status());
    }

    @Test
    void fails_another_outcome() {
        CaseResult result = runOne(Scripted.of(host -> Answer.of("no-match")), host("a"));
        assertEquals(Status.FAIL, result.status());
        assertEquals("no-match", result.gotText());
        assertEquals("match", result.wantedText());
    }

    @Test
    void skips_what_the_implementation_does_not_have() {
        Case test = host("a");
        Case demanding = new Case(
                test.tcId(),
                test.comment(),
                test.flags(),
                Set.of("idna", "path"),
                test.result(),
                null,
                null,
                test.input(),
                test.expect());
        CaseResult result = runOne(Scripted.matching(), demanding);
        assertEquals(Status.SKIP, result.status());
        assertEquals("lacks path", result.gotText());
    }

    @Test
    void skips_what_the_implementation_skips() {
        CaseResult result = runOne(
                Scripted.of(host -> {
                    throw new UnsupportedOperationException("too long");
                }),
                host("a"));
        assertEquals(Status.SKIP, result.status());
        assertEquals("too long", result.gotText());
    }

    @ParameterizedTest
    @CsvSource({
        "'', match, PASS",
        "refuse, match, PASS",
        "allow, no-match, PASS",
        "allow, match, FAIL",
        "maybe, match, ERROR"
    })
    void holds_an_implementation_to_its_choices(String option, String answer, Status status) {
        Map<String, String> choices = option.isEmpty() ? Map.of() : Map.of("public-suffix-pattern", option);
        Case test = new Case(
                "host-match::exact::a",
                "a comment",
                List.of("Host"),
                Set.of(),
                Case.Result.ACCEPTABLE,
                null,
                "public-suffix-pattern",
                Map.of("host", "a"),
                Map.of("refuse", Answer.of("match"), "allow", Answer.of("no-match")));
        Implementation implementation = new Scripted(Scripted.hello(choices), host -> Answer.of(answer));
        assertEquals(status, runOne(implementation, test).status());
    }

    @Test
    void an_exception_is_an_error() {
        CaseResult result = runOne(
                Scripted.of(host -> {
                    throw new IllegalStateException("out of order");
                }),
                host("a"));
        assertEquals(Status.ERROR, result.status());
        assertEquals("out of order", result.gotText());
    }

    @Test
    void finds_an_answer_that_depends_on_what_was_asked_before() {
        List<String> asked = new ArrayList<>();
        List<CaseResult> results = run(
                Scripted.of(host -> {
                    asked.add(host);
                    return Answer.of(asked.size() > 20 ? "no-match" : "match");
                }),
                TWENTY,
                expected("[{'tcId': 'host-match::*', 'reason': 'does not excuse this'}]"));
        CaseResult contradicted = results.stream()
                .filter(result -> result.status() == Status.FAIL)
                .findFirst()
                .orElseThrow();
        assertEquals("match, and when asked again: no-match", contradicted.gotText());
        assertEquals(21, asked.size());
    }

    @Test
    void asks_in_an_order_that_only_the_seed_decides() {
        List<List<String>> orders = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            List<String> asked = new ArrayList<>();
            Implementation implementation = Scripted.of(host -> {
                asked.add(host);
                return Answer.of("match");
            });
            List<CaseResult> results =
                    new Run(implementation, seed).ask(Question.of(List.of(TWENTY)), ExpectedFailures.NONE, () -> {});
            assertEquals(
                    TWENTY.cases().map(Case::tcId).toList(),
                    results.stream()
                            .map(result -> result.question().test().tcId())
                            .toList());
            orders.add(asked);
        }
        assertEquals(orders.get(0), orders.get(1));
        assertNotEquals(orders.get(0), orders.get(2));
        assertNotEquals(
                TWENTY.cases().map(test -> (String) test.input().get("host")).toList(),
                orders.get(0).subList(0, 20));
    }

    @Test
    void sends_certificates_for_their_names() {
        Case test = TestVectors.testCase("a", Map.of("host", Map.of("cert", "leaf")), "match");
        CaseResult result = runOne(Scripted.of(host -> Answer.of(host.startsWith("MIIB") ? "match" : "reject")), test);
        assertEquals(Status.PASS, result.status());
    }

    @ParameterizedTest
    @CsvSource({
        "host-match::exact::a, match, XPASS",
        "host-match::exact::a, no-match, XFAIL",
        "host-match::exact::a, error, XFAIL",
        "host-match::exact::a, skip, XPASS",
        "host-match::exact::*, no-match, XFAIL",
        "host-match::exact::*, match, XPASS",
        "host-match::exact::ab, no-match, FAIL",
        "host-match::exact::b*, no-match, FAIL",
        "host-match::exact, no-match, FAIL",
    })
    void expects_exactly_the_listed_failures(String pattern, String answer, Status status) {
        Implementation implementation = Scripted.of(host -> switch (answer) {
            case "error" -> throw new IllegalStateException("no");
            case "skip" -> throw new UnsupportedOperationException("no");
            default -> Answer.of(answer);
        });
        CaseResult result =
                runOne(implementation, host("a"), "[{'tcId': '" + pattern + "', 'reason': 'the guide says so'}]");
        assertEquals(status, result.status());
        assertEquals(status == Status.FAIL ? "" : "the guide says so", result.excuse());
        assertEquals(
                status == Status.FAIL || status == Status.XPASS, result.status().unexpected());
    }

    @Test
    void counts_every_first_answer() {
        int[] answered = {0};
        new Run(Scripted.matching(), 1).ask(Question.of(List.of(TWENTY)), ExpectedFailures.NONE, () -> answered[0]++);
        assertEquals(20, answered[0]);
    }
}
