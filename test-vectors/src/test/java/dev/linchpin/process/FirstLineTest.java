package dev.linchpin.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstLineTest {
    private static Optional<String> of(String script) {
        return FirstLine.of(new ProcessBuilder("sh", "-c", script));
    }

    @Test
    void is_what_a_program_says_first() {
        assertEquals(Optional.of("one 1.2"), of("echo complaint >&2; echo one 1.2; echo two"));
    }

    @Test
    void is_nothing_where_a_program_fails_or_is_silent_or_is_not_here() {
        assertEquals(Optional.empty(), of("echo one; exit 3"));
        assertEquals(Optional.empty(), of(":"));
        assertEquals(Optional.empty(), FirstLine.of(new ProcessBuilder("/no/such/program")));
    }

    @Test
    void waits_for_no_input() {
        assertEquals(Optional.of("read"), of("cat; echo read"));
    }
}
