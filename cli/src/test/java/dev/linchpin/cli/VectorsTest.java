package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VectorsTest {
    @Test
    void the_vectors_are_what_would_be_generated() {
        Transcript run = Transcript.of("vectors", "generate", "--check");
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void the_vectors_have_no_mistakes_and_each_flag_kills() {
        Transcript run = Transcript.of("vectors", "lint");
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void says_which_commands_there_are() {
        Transcript run = Transcript.of("vectors");
        assertTrue(run.err().startsWith("Usage: linchpin vectors [-hV] COMMAND\n"), run.err());
        assertEquals(2, run.exitCode());
    }
}
