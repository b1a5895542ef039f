package dev.linchpin.cli.jvm;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Files and folders with classes, in the order in which a JVM looks into them. */
public record ClassPath(List<Path> files) {
    /**
     * That of this JVM, one by one: an archive that names others in its manifest is replaced by a copy that does not, and these.
     *
     * @param folder where copies are made
     */
    public static ClassPath ofThisProcess(Path folder) throws IOException {
        return of(System.getProperty("java.class.path"), folder);
    }

    static ClassPath of(String option, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String entry : option.split(File.pathSeparator, -1)) {
            Path file = Path.of(entry).toAbsolutePath();
            if (Files.isRegularFile(file)) {
                files.addAll(spreadOut(file, folder));
            } else {
                files.add(file);
            }
        }
        return new ClassPath(files);
    }

    private static List<Path> spreadOut(Path file, Path folder) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            Object named =
                    manifest == null ? null : manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
            if (manifest == null || named == null) {
                return List.of(file);
            }
            List<Path> files = new ArrayList<>();
            files.add(copy(jar, manifest, folder.resolve(file.getFileName())));
            for (String other : named.toString().split(" ", -1)) {
                files.add(Path.of(file.toUri().resolve(other)));
            }
            return files;
        }
    }

    private static Path copy(JarFile jar, Manifest manifest, Path copy) throws IOException {
        try (OutputStream out = Files.newOutputStream(copy);
                JarOutputStream copied = new JarOutputStream(out, manifest)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    copied.putNextEntry(new JarEntry(entry.getName()));
                    jar.getInputStream(entry).transferTo(copied);
                }
            }
        }
        return copy;
    }

    /** These files first, and without the artifacts that they are other versions of, or that have to go for another reason. */
    ClassPath replacing(List<Path> newer, Predicate<String> gone) {
        Set<String> artifacts = newer.stream().map(ClassPath::artifact).collect(Collectors.toSet());
        List<Path> all = new ArrayList<>(newer);
        files.stream()
                .filter(file -> !artifacts.contains(artifact(file)) && !gone.test(artifact(file)))
                .forEach(all::add);
        return new ClassPath(all);
    }

    /** As the JVM takes it. */
    public String option() {
        return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** {@code okhttp-jvm} for {@code okhttp-jvm-5.5.1.jar}. */
    static String artifact(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("-\\d[^/]*\\.jar$", "");
    }
}
