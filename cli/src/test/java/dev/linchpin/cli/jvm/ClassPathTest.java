package dev.linchpin.cli.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
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
