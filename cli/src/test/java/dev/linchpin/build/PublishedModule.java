package dev.linchpin.build;

import dev.linchpin.cli.command.Checkout;
import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A module that applications depend on.
 *
 * @param folder in the repository
 * @param artifact in Maven
 * @param name in {@code module-info.java}
 */
record PublishedModule(String folder, String artifact, String name) {
    static final List<PublishedModule> LIBRARIES = List.of(
            new PublishedModule("core", "linchpin-core", "dev.linchpin"),
            new PublishedModule("okhttp-adapter", "linchpin-okhttp", "dev.linchpin.okhttp"),
            new PublishedModule("httpclient5-adapter", "linchpin-httpclient5", "dev.linchpin.httpclient5"),
            new PublishedModule("jetty-adapter", "linchpin-jetty", "dev.linchpin.jetty"),
            new PublishedModule("java-net-http-adapter", "linchpin-java-net-http", "dev.linchpin.jdk"),
            new PublishedModule("remote", "linchpin-remote", "dev.linchpin.remote"));

    static final PublishedModule TEST_VECTORS =
            new PublishedModule("test-vectors", "linchpin-test-vectors", "dev.linchpin.vectors");

    static Stream<String> exportedPackages() {
        return Stream.concat(LIBRARIES.stream(), Stream.of(TEST_VECTORS))
                .flatMap(module -> module.built().descriptor().exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source);
    }

    /** The root of the repository. */
    static Path repository() {
        return Checkout.find().orElseThrow().folder();
    }

    /** The class path of this test: jars in {@code mvn verify}, folders of classes in {@code mvn test}. */
    static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    ModuleReference built() {
        Path sources = repository().resolve(folder);
        for (Path entry : classPath()) {
            if (entry.toAbsolutePath().startsWith(sources)) {
                return ModuleFinder.of(entry)
                        .find(name)
                        .orElseThrow(() -> new AssertionError(entry + " is not the module " + name));
            }
        }
        throw new AssertionError("No build of " + folder + " is on the class path");
    }

    Path goldenFile() {
        return repository().resolve(folder).resolve("api").resolve(artifact + ".api");
    }

    @Override
    public String toString() {
        return artifact;
    }
}
