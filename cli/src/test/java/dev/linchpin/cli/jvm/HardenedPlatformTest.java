package dev.linchpin.cli.jvm;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardenedPlatformTest {
    @Test
    void a_hardened_platform_is_the_jdk_but_for_its_authorities(@TempDir Path folder) throws Exception {
        HardenedPlatform.options(folder);
        Path jdk = Path.of(System.getProperty("java.home"));
        Set<String> missing = files(jdk);
        missing.removeAll(files(folder.resolve("home")));
        assertEquals(Set.of("lib/security/cacerts"), missing);
    }

    private static Set<String> files(Path home) throws Exception {
        Set<String> files = new TreeSet<>();
        for (String part : new String[] {"lib", "lib/security"}) {
            try (Stream<Path> in = Files.list(home.resolve(part))) {
                files.addAll(in.map(file -> part + '/' + file.getFileName()).collect(toCollection(TreeSet::new)));
            }
        }
        return files;
    }
}
