package dev.linchpin.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {
    @TempDir
    Path folder;

    private Path jdk(String name, String release) throws IOException {
        Path home = folder.resolve(name);
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        assertTrue(Files.createFile(program).toFile().setExecutable(true));
        Files.writeString(home.resolve("release"), release);
        return home;
    }

    @Test
    void the_one_that_runs_this_comes_first() {
        assertEquals(Optional.of(Jdk.own()), Jdk.atLeast(17));
    }

    @Test
    void there_is_none_of_the_far_future() {
        assertEquals(Optional.empty(), Jdk.atLeast(Integer.MAX_VALUE));
    }

    @Test
    void of_several_the_newest_comes_first() throws IOException {
        jdk("a", "JAVA_VERSION=\"17.0.15\"\n");
        jdk("b", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25\"\n");
        jdk("c", "JAVA_VERSION=\"1.8.0_402\"\n");
        assertEquals(
                List.of(25, 17, 8), Jdk.newestFirst(folder).map(Jdk::version).toList());
    }

    @Test
    void what_does_not_say_what_it_is_is_none() throws IOException {
        jdk("silent", "");
        jdk("broken", "JAVA_VERSION=\"\\u00\"");
        Files.createDirectory(folder.resolve("empty"));
        Files.delete(jdk("gutted", "JAVA_VERSION=\"25\"").resolve("bin/java"));
        assertEquals(List.of(), Jdk.newestFirst(folder).toList());
        assertEquals(List.of(), Jdk.newestFirst(folder.resolve("nowhere")).toList());
    }
}
