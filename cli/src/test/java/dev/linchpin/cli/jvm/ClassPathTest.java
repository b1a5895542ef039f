package dev.linchpin.cli.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassPathTest {
    @ParameterizedTest
    @CsvSource({
        "a/okhttp-jvm-5.5.1.jar, okhttp-jvm",
        "a/okhttp-4.12.0.jar, okhttp",
        "a/httpclient5-5.7-alpha1.jar, httpclient5",
        "a/netty-all-4.2.20.Final.jar, netty-all",
        "a/linchpin-cli.jar, linchpin-cli.jar",
        "a/classes, classes",
    })
    void reads_the_artifact_from_the_name_of_a_file(Path file, String artifact) {
        assertEquals(artifact, ClassPath.artifact(file));
    }

    /** As the program is started from its archive: whoever asks which jars there are would see this one alone. */
    @Test
    void puts_what_an_archive_names_beside_a_copy_of_it_that_names_nothing(@TempDir Path lib, @TempDir Path folder)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "okhttp-jvm-5.5.1.jar okio-jvm-3.17.0.jar");
        Path archive = lib.resolve("linchpin-cli.jar");
        new JarOutputStream(Files.newOutputStream(archive), manifest).close();

        ClassPath path = ClassPath.of(archive.toString(), folder);

        Path copy = folder.resolve("linchpin-cli.jar");
        assertEquals(
                String.join(
                        File.pathSeparator,
                        copy.toString(),
                        lib.resolve("okhttp-jvm-5.5.1.jar").toString(),
                        lib.resolve("okio-jvm-3.17.0.jar").toString()),
                path.option());
        try (JarFile copied = new JarFile(copy.toFile())) {
            assertNull(copied.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH));
        }
    }

    @Test
    void another_version_takes_the_place_of_what_it_replaces() {
        ClassPath path = new ClassPath(List.of(
                Path.of("cli/classes"), Path.of("lib/okhttp-jvm-5.5.1.jar"), Path.of("lib/okio-jvm-3.17.0.jar")));
        List<Path> older = List.of(Path.of("m2/okhttp-4.12.0.jar"), Path.of("m2/okio-jvm-3.6.0.jar"));
        assertEquals(
                List.of(older.get(0), older.get(1), Path.of("cli/classes")),
                path.replacing(older, ClientFamily.OKHTTP::owns).files());
    }

    @Test
    void owns_the_servers_of_jetty_with_its_client() {
        assertTrue(ClientFamily.JETTY.owns("jetty-http2-server"));
        assertTrue(ClientFamily.HTTPCLIENT5.owns("httpcore5-h2"));
        assertFalse(ClientFamily.OKHTTP.owns("okio-jvm"));
    }
}
