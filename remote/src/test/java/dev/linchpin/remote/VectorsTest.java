package dev.linchpin.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.linchpin.remote.testee.BundleImplementation;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Implementation;
import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.VectorFiles;
import dev.linchpin.vectors.lint.KillMatrix;
import dev.linchpin.vectors.lint.Mutant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every vector about bundles, put to this module; and what the vectors are worth. */
class VectorsTest {
    private final Implementation remote = new BundleImplementation();

    @TestFactory
    Stream<DynamicTest> vectors() {
        VectorFile file = file();
        return file.groups().stream()
                .flatMap(group -> group.tests().stream()
                        .map(test -> dynamicTest(test.tcId(), () -> answer(file, group.op(), test))));
    }

    @Test
    void there_are_more_than_sixty_cases() {
        assertTrue(file().cases().count() >= 60);
    }

    @Test
    void every_flag_is_failed_by_a_mutant_and_every_mutant_fails_a_flag() {
        KillMatrix matrix = KillMatrix.of(remote, List.of(file()));
        assertEquals(List.of(), matrix.problems());
        assertEquals(List.of(), matrix.harmless(Mutant.of(remote)));
    }

    private static VectorFile file() {
        return VectorFiles.load().stream()
                .filter(file -> file.topic().equals("bundle-verify"))
                .findFirst()
                .orElseThrow();
    }

    private void answer(VectorFile file, String op, Case test) {
        assertTrue(remote.hello().concerns(op, test), "skipped");
        Answer wanted = test.expected(remote.hello().choices());
        Answer given = remote.run(op, file.inlined(test));
        assertTrue(wanted.agreesWith(given), () -> test.tcId() + ": wanted " + wanted + ", got " + given);
    }
}
