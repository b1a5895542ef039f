package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.linchpin.testee.CoreImplementation;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Implementation;
import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.VectorFiles;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every test vector, put to the core. */
class VectorsTest {
    /** For the module remote, whose tests put them to it. */
    private static final String BUNDLES = "bundle-verify";

    private final Implementation core = new CoreImplementation();

    @TestFactory
    Stream<DynamicTest> vectors() {
        return VectorFiles.load().stream()
                .filter(file -> !file.topic().equals(BUNDLES))
                .flatMap(file -> file.groups().stream()
                        .flatMap(group -> group.tests().stream()
                                .map(test -> dynamicTest(test.tcId(), () -> answer(file, group.op(), test)))));
    }

    @Test
    void an_operation_that_does_not_exist_is_unsupported() {
        assertThrows(UnsupportedOperationException.class, () -> core.run("pin.guess", Map.of()));
    }

    private void answer(VectorFile file, String op, Case test) {
        assertTrue(core.hello().concerns(op, test), "skipped");
        Answer wanted = test.expected(core.hello().choices());
        Answer given = core.run(op, file.inlined(test));
        assertTrue(wanted.agreesWith(given), () -> test.tcId() + ": wanted " + wanted + ", got " + given);
    }
}
