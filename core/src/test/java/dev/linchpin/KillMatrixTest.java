package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.testee.CoreImplementation;
import dev.linchpin.vectors.Implementation;
import dev.linchpin.vectors.VectorFiles;
import dev.linchpin.vectors.lint.KillMatrix;
import dev.linchpin.vectors.lint.Mutant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the test vectors are worth: mistakes put into the core's answers. */
class KillMatrixTest {
    @Test
    void every_flag_is_failed_by_a_mutant_and_every_mutant_fails_a_flag() {
        Implementation core = new CoreImplementation();
        KillMatrix matrix = KillMatrix.of(core, VectorFiles.load());
        assertEquals(List.of(), matrix.problems());
        assertEquals(List.of(), matrix.harmless(Mutant.of(core)));
    }
}
