package dev.linchpin.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.vectors.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChildProcessTest {
    private static final ChildProcess.Limits LIMITS =
            new ChildProcess.Limits(Duration.ofSeconds(30), Duration.ofSeconds(2), 2);
    private static final Map<String, Object> GOOD = Map.of("host", "good.example");
    private static final Map<String, Object> BAD = Map.of("host", "bad.example");

    private static ChildProcess child(String behaviour) {
        return ChildProcess.start(TestChild.command(behaviour), LIMITS, "1.0.0");
    }

    private static Answer ask(ChildProcess child, Map<String, Object> input) {
        return child.run("host.match", input);
    }

    @Test
    void takes_answers_and_ignores_fields_it_does_not_know() {
        try (ChildProcess child = child("behaves")) {
            assertEquals("test", child.hello().name());
            assertEquals(Set.of("host.match"), child.hello().ops());
            assertEquals("match", ask(child, GOOD).outcome());
            assertEquals("match", ask(child, BAD).outcome());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hangs | HANG | no answer within 2.0 s",
                "exits | CRASH | exited with 3 (out of luck) instead of an answer",
                "closes its output | CRASH | closed its standard output instead of an answer",
                "writes prose | ERROR | wrote what is not JSON: matches, I would say",
                "writes an array | ERROR | wrote what is not a JSON object: [",
                "writes a field twice | ERROR | wrote what is not JSON: {",
                "writes two objects | ERROR | wrote what is not JSON: {",
                "writes too much | ERROR | wrote a line of more than 1048576 bytes",
                "writes Latin-1 | ERROR | wrote a line that is not UTF-8",
                "answers another question | ERROR | answered seq 1, expected 2: {",
                "answers in a word of its own | ERROR | outcome \"perhaps\", expected one of ",
                "answers twice in one | ERROR | expected one of outcome, skip and error: {",
                "forgets to answer | ERROR | expected one of outcome, skip and error: {",
            })
    void reports_misbehaviour_and_goes_on_with_another_process(
            String behaviour, ImplementationFailure.Kind status, String message) {
        try (ChildProcess child = child(behaviour)) {
            assertEquals("match", ask(child, GOOD).outcome());
            ImplementationFailure failure = assertThrows(ImplementationFailure.class, () -> ask(child, BAD));
            assertEquals(status, failure.kind());
            assertTrue(String.valueOf(failure.getMessage()).startsWith(message), failure.getMessage());
            assertEquals("match", ask(child, GOOD).outcome());
        }
    }

    @Test
    void gives_up_a_program_that_is_lost_again_and_again() {
        try (ChildProcess child = child("exits")) {
            for (int i = 0; i <= LIMITS.losses(); i++) {
                assertThrows(ImplementationFailure.class, () -> ask(child, BAD));
            }
            ImplementationFailure failure = assertThrows(ImplementationFailure.class, () -> ask(child, GOOD));
            assertEquals("given up after the loss of 3 processes", failure.getMessage());
        }
    }

    @Test
    void keeps_a_process_that_reports_an_error_or_skips() {
        try (ChildProcess child = child("reports an error")) {
            for (int i = 0; i <= LIMITS.losses() + 1; i++) {
                RuntimeException e = assertThrows(RuntimeException.class, () -> ask(child, BAD));
                assertEquals("no memory", e.getMessage());
            }
        }
        try (ChildProcess child = child("skips")) {
            Exception e = assertThrows(UnsupportedOperationException.class, () -> ask(child, BAD));
            assertEquals("not today", e.getMessage());
            assertEquals("match", ask(child, GOOD).outcome());
        }
    }

    @Test
    void is_not_held_up_by_much_on_standard_error() {
        try (ChildProcess child = child("complains loudly")) {
            assertEquals("match", ask(child, BAD).outcome());
        }
    }

    @Test
    void a_program_that_does_not_read_is_a_hang_as_well() {
        try (ChildProcess child = child("does not read")) {
            Map<String, Object> input = Map.of("host", "bad", "padding", "x".repeat(500_000));
            ImplementationFailure first = assertThrows(ImplementationFailure.class, () -> ask(child, input));
            assertEquals(ImplementationFailure.Kind.HANG, first.kind());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "speaks protocol 2 | speaks protocol 2, expected 1",
                "has no name | hello: No value for property 'name'",
            })
    void refuses_a_wrong_hello(String behaviour, String message) {
        RuntimeException e = assertThrows(RuntimeException.class, () -> child(behaviour));
        assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
    }

    @Test
    void says_why_a_program_cannot_be_started() {
        ChildProcess.Command unknown = ChildProcess.Command.ofShell("exec /no/such/program");
        RuntimeException e = assertThrows(RuntimeException.class, () -> ChildProcess.start(unknown, LIMITS, "1.0.0"));
        assertTrue(String.valueOf(e.getMessage()).contains("/no/such/program"), e.getMessage());
        ChildProcess.Command absent = new ChildProcess.Command(List.of("/no/such/program"), unknown.folder(), Map.of());
        e = assertThrows(RuntimeException.class, () -> ChildProcess.start(absent, LIMITS, "1.0.0"));
        assertTrue(String.valueOf(e.getMessage()).startsWith("cannot be started: "), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"has offspring", "stays after bye"})
    void leaves_no_process_behind(String behaviour) throws Exception {
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        ChildProcess child = child(behaviour);
        ask(child, BAD);
        List<ProcessHandle> started = ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .toList();
        assertFalse(started.isEmpty());
        child.close();
        for (ProcessHandle process : started) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
    }
}
