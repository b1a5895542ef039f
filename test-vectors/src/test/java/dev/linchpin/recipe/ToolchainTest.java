package dev.linchpin.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainTest {
    @Test
    void finds_the_version_in_whatever_a_toolchain_says() {
        assertEquals("1.26.8", Toolchain.version("go version go1.26.8 linux/amd64"));
        assertEquals("20.20.2", Toolchain.version("v20.20.2"));
        assertEquals("3.11.7", Toolchain.version("Python 3.11.7"));
        assertEquals("1.95.0", Toolchain.version("cargo 1.95.0 (f2d3ce0bd 2026-03-21)"));
        assertEquals("of today", Toolchain.version("of today"));
    }

    @Test
    void asks_each_program_once_and_leaves_out_what_is_not_here(@TempDir Path folder) throws Exception {
        for (String name : List.of("one", "two", "three")) {
            Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("recipe.json"), """
                    {"language": "x", "title": "X", "requires": ["%s"], "variants": {}}
                    """.formatted(
                            name.equals("three") ? "no-such-program" : "git"));
        }
        List<Toolchain> found = Toolchain.ofRecipes(folder);
        assertEquals(List.of("git"), found.stream().map(Toolchain::program).toList());
        assertTrue(found.get(0).version().matches("\\d+\\.\\d+.*"), found.toString());
    }
}
