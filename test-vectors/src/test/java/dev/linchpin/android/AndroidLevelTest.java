package dev.linchpin.android;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AndroidLevelTest {
    @Test
    void has_two_names() {
        assertEquals(AndroidLevel.API_34, AndroidLevel.named("34"));
        assertEquals(AndroidLevel.API_34, AndroidLevel.named("android-34"));
    }

    @Test
    void lists_what_there_is_instead_of_what_there_is_not() {
        assertEquals(
                "\"35\" is no level of Android that can be had, expected one of"
                        + " android-24, android-26, android-30, android-34, android-36, android-37",
                assertThrows(IllegalArgumentException.class, () -> AndroidLevel.named("35"))
                        .getMessage());
    }

    @Test
    void reads_lists() {
        assertEquals(List.of(AndroidLevel.API_24, AndroidLevel.API_37), AndroidLevel.list("24, android-37"));
        assertEquals(List.of(AndroidLevel.values()), AndroidLevel.list("all"));
    }

    @Test
    void the_documentation_has_them_all() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("../docs/android.md")).stream()
                .filter(line -> line.startsWith("| `android-"))
                .toList();
        List<String> all = Stream.of(AndroidLevel.values())
                .map(level -> "| `%s` | %s | %s | %d | %d |"
                        .formatted(level, level.android(), level.artifactVersion(), level.megabytes(), level.java()))
                .toList();
        assertEquals(all, documented);
    }

    @Test
    void rejects_a_file_without_the_classes(@TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("android.jar"),
                new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        String message = assertThrows(IOException.class, () -> AndroidPlatform.load(AndroidLevel.API_24, file))
                .getMessage();
        assertTrue(message.startsWith(file + " does not have the classes of android-24: "), message);
    }
}
