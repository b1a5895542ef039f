package dev.linchpin.cli.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
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

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void replaces_what_a_link_leads_to() throws IOException {
        Path file = Files.writeString(folder.resolve("nsc.xml"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.xml"), file);
        AtomicFile.replace(link, "old".getBytes(UTF_8), "new".getBytes(UTF_8));
        assertEquals("new", Files.readString(file));
        assertTrue(Files.isSymbolicLink(link));
    }

    /** Somebody saved the file in an editor while servers were asked. */
    @Test
    void leaves_a_file_alone_that_has_changed_in_the_meantime() throws IOException {
        Path file = Files.writeString(folder.resolve("nsc.xml"), "theirs");
        IOException refusal = assertThrows(
                IOException.class, () -> AtomicFile.replace(file, "old".getBytes(UTF_8), "ours".getBytes(UTF_8)));
        assertEquals("it has changed in the meantime", refusal.getMessage());
        assertEquals("theirs", Files.readString(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }
}
