package dev.linchpin.adapter;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that consists of two classes, in archives as build tools name them. */
class ClientLibraryTest {
    private static final String CURE = "depend on com.example:client:2.4";

    @TempDir
    private Path folder;

    /** Stands for a client. */
    static final class Client {}

    /** Stands for what a client depends on. */
    static final class Transport {}

    @ParameterizedTest
    @ValueSource(strings = {"2.4.3", "2.4.10", "2.9.17", "2.10-alpha1", "2.5", "2.4.7.Final"})
    void accepts_a_version_in_range(String version) throws Exception {
        Class<?> client = load(archive("client-" + version + ".jar", Client.class));
        assertDoesNotThrow(() -> library(client).requireSupported(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.9", "2.3.99", "2.4.2", "2.4-beta9", "3.0.0", "3.0-beta1", "10.0"})
    void refuses_a_version_out_of_range_and_names_the_file(String version) throws Exception {
        Path archive = archive("client-" + version + ".jar", Client.class);
        Class<?> client = load(archive);
        assertEquals(
                "This is Example " + version + " in " + archive
                        + ", expected 2.4.3 or newer, before 3: depend on com.example:client:2.4",
                refusal(() -> library(client).requireSupported(null)));
    }

    @Test
    void takes_the_version_from_the_manifest_of_a_file_without_one_in_its_name() throws Exception {
        Path archive = archive("application.jar", "1.0", Client.class);
        assertEquals(
                "This is Example 1.0 in " + archive
                        + ", expected 2.4.3 or newer, before 3: depend on com.example:client:2.4",
                refusal(() -> library(load(archive)).requireSupported(null)));
    }

    @ParameterizedTest
    @CsvSource({"2.4.3, true", "2.3.0, false"})
    void believes_the_client_where_no_file_tells(String stated, boolean supported) throws Exception {
        ClientLibrary library = library(load(archive("application.jar", Client.class)));
        if (supported) {
            assertDoesNotThrow(() -> library.requireSupported(stated));
        } else {
            assertThrows(IllegalStateException.class, () -> library.requireSupported(stated));
        }
    }

    @Test
    void lets_pass_what_nobody_tells_the_version_of() throws Exception {
        Class<?> client = load(archive("application.jar", Client.class));
        assertDoesNotThrow(() -> library(client).requireSupported(null));
        assertDoesNotThrow(() -> library(client).requireSupported("a build of ours"));
        assertDoesNotThrow(() -> library(String.class).requireSupported(null));
    }

    /**
     * Retrofit brings {@code okhttp} 4.12 along, the application {@code okhttp-jvm} 5: two artifacts with the same classes, of which
     * each is taken from whichever comes first.
     */
    @Test
    void refuses_two_copies_and_names_both() throws Exception {
        Path first = archive("client-2.4.0.jar", Client.class);
        Path second = archive("client-jvm-2.5.1.jar", Client.class, Transport.class);
        assertEquals(
                "There are 2 copies of Example on the class path, 2.4.0 in " + first + " and 2.5.1 in " + second
                        + ", expected one: depend on com.example:client:2.4",
                refusal(() -> library(load(first, second)).requireSupported(null)));
    }

    @Test
    void names_copies_without_a_version_by_their_files() throws Exception {
        Path first = archive("a.jar", Client.class);
        Path second = archive("b.jar", Client.class);
        assertEquals(
                "There are 2 copies of Example on the class path, " + first + " and " + second
                        + ", expected one: depend on com.example:client:2.4",
                refusal(() -> library(load(first, second)).requireSupported(null)));
    }

    /** An application server has a client of its own, and the application brings another, which hides it. */
    @Test
    void does_not_count_the_copy_of_a_parent() throws Exception {
        URLClassLoader server = loader(ClassLoader.getPlatformClassLoader(), archive("client-1.0.jar", Client.class));
        URLClassLoader application =
                new URLClassLoader(
                        new URL[] {
                            archive("client-2.4.3.jar", Client.class).toUri().toURL()
                        },
                        server) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                        return name.startsWith("dev.linchpin") ? findClass(name) : super.loadClass(name, resolve);
                    }

                    @Override
                    public URL getResource(String name) {
                        return findResource(name);
                    }
                };
        Class<?> client = application.loadClass(Client.class.getName());
        assertDoesNotThrow(() -> library(client).requireSupported(null));
    }

    @Test
    void refuses_parts_of_two_versions() throws Exception {
        Path client = archive("client-2.5.0.jar", Client.class);
        Path transport = archive("transport-2.4.29.jar", Transport.class);
        URLClassLoader loader = loader(ClassLoader.getPlatformClassLoader(), client, transport);
        ClientLibrary library = library(loader.loadClass(Client.class.getName()));
        List<Class<?>> parts = List.of(loader.loadClass(Transport.class.getName()));
        assertEquals(
                "There are two versions of Example on the class path, 2.5.0 in " + client + " and 2.4.29 in "
                        + transport + ", expected one: depend on com.example:client:2.4",
                refusal(() -> library.requireSameVersion(parts)));
    }

    @Test
    void accepts_parts_of_one_version_and_parts_that_tell_none() throws Exception {
        URLClassLoader loader = loader(
                ClassLoader.getPlatformClassLoader(),
                archive("client-2.5.0.jar", Client.class),
                archive("transport-2.5.0.jar", Transport.class));
        ClientLibrary library = library(loader.loadClass(Client.class.getName()));
        Class<?> transport = loader.loadClass(Transport.class.getName());
        assertDoesNotThrow(() -> library.requireSameVersion(List.of(transport, String.class, getClass())));
        assertDoesNotThrow(() -> library(getClass()).requireSameVersion(List.of(transport)));
    }

    @ParameterizedTest
    @CsvSource({
        "jar:file:/a/client-2.5.1.jar!/x/Client.class, /a/client-2.5.1.jar, 2.5.1",
        "jar:nested:/a/app.jar/!BOOT-INF/lib/client-jvm-2.0-alpha.3.jar!/x/Client.class,"
                + " /a/app.jar/!BOOT-INF/lib/client-jvm-2.0-alpha.3.jar, 2.0-alpha.3",
        "jar:file:/a-1.0/client.jar!/x/Client.class, /a-1.0/client.jar,",
        "file:/a/classes/x/Client.class, file:/a/classes/x/Client.class,",
    })
    void reads_the_file_from_where_a_class_is(String location, String path, String version) {
        assertEquals(new ClassFile(path, version), ClassFile.at(location, null));
    }

    @Test
    void says_nothing_of_a_file_that_nobody_knows() {
        assertEquals("", ClassFile.at("", null).inWords());
    }

    @Test
    void demands_bounds_that_are_versions() throws Exception {
        Class<?> client = load(archive("client-2.4.3.jar", Client.class));
        ClientLibrary library = new ClientLibrary("Example", client, "newest", "3", CURE);
        assertThrows(IllegalArgumentException.class, () -> library.requireSupported(null));
    }

    private static ClientLibrary library(Class<?> client) {
        return new ClientLibrary("Example", client, "2.4.3", "3", CURE);
    }

    private static String refusal(ThrowingCheck check) {
        return assertThrows(IllegalStateException.class, check::run).getMessage();
    }

    /** A check that may not even come to its end. */
    private interface ThrowingCheck {
        void run() throws Exception;
    }

    private static Class<?> load(Path... archives) throws Exception {
        return loader(ClassLoader.getPlatformClassLoader(), archives).loadClass(Client.class.getName());
    }

    @SuppressWarnings("resource") // as long as its classes are used
    private static URLClassLoader loader(ClassLoader parent, Path... archives) throws IOException {
        URL[] urls = new URL[archives.length];
        for (int i = 0; i < archives.length; i++) {
            urls[i] = archives[i].toUri().toURL();
        }
        return new URLClassLoader(urls, parent);
    }

    private Path archive(String name, Class<?>... classes) throws IOException {
        return archive(name, null, classes);
    }

    private Path archive(String name, String version, Class<?>... classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (version != null) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        Path archive = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (Class<?> type : classes) {
                String resource = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(resource));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(resource)) {
                    jar.write(bytes.readAllBytes());
                }
            }
        }
        return archive;
    }
}
