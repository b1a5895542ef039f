package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private static final Case OURS = Case.of("Verdict", "linchpin");
    private static final Plan PLAN =
            new Plan(List.of(new Group(List.of(OURS, OURS.by("okHttp")), 2, Pace.of(1, 1, 350))));

    /** So that whatever disturbs one of them disturbs the other as well. */
    @Test
    void measures_side_by_side_what_is_compared() throws Exception {
        Imagined gauge = new Imagined();
        Measurements measured = new Execution(PLAN, Imagined.CLOCK, step -> {}).run(gauge);
        assertEquals(
                List.of("Verdict.linchpin", "Verdict.okHttp", "Verdict.linchpin", "Verdict.okHttp"), gauge.calls());
        assertEquals(
                List.of(OURS, OURS.by("okHttp")),
                measured.all().stream().map(Measurement::measured).toList());
        assertEquals(2, measured.all().get(0).score().rounds().size());
    }

    /** Each step is estimated at two seconds, and takes ten. */
    @Test
    void tells_how_far_it_has_come_and_learns_how_long_the_rest_takes() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        List<String> steps = new ArrayList<>();
        new Execution(PLAN, now::get, steps::add).run((measured, pace) -> {
            now.updateAndGet(before -> before.plus(Duration.ofSeconds(10)));
            return new Imagined().measure(measured, pace);
        });
        assertEquals(
                List.of(
                        "1 of 4: Verdict.linchpin, about 8 s left",
                        "2 of 4: Verdict.okHttp, about 30 s left",
                        "3 of 4: Verdict.linchpin, about 20 s left",
                        "4 of 4: Verdict.okHttp, about 10 s left"),
                steps);
    }

    @Test
    void stops_at_the_first_wrong_answer() {
        List<String> steps = new ArrayList<>();
        WrongAnswerException wrong = assertThrows(
                WrongAnswerException.class,
                () -> new Execution(PLAN, Imagined.CLOCK, steps::add).run((measured, pace) -> {
                    throw new WrongAnswerException(
                            measured, new RuntimeException("wrapped", new AssertionError("accepted a stranger")));
                }));
        assertEquals("Verdict.linchpin failed: java.lang.AssertionError: accepted a stranger", wrong.getMessage());
        assertEquals(1, steps.size());
    }
}
