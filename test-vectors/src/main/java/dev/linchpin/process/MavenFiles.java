package dev.linchpin.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Has Maven find artifacts and all that they need, as it would for an application that depends on them. */
public final class MavenFiles {
    private static final String BUILD_CLASS_PATH =
            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";

    private MavenFiles() {}

    /**
     * The files of these artifacts, each {@code group:artifact:version}; with {@code @type} behind it, one that is no jar, and nothing that
     * it needs.
     *
     * @param folder for files of Maven's; empty
     * @throws IOException if Maven is not here, or does not find them; the message says what Maven said
     */
    public static List<Path> of(List<String> coordinates, Path folder) throws IOException {
        Files.writeString(folder.resolve("pom.xml"), pom(coordinates));
        Path found = folder.resolve("found");
        Path log = folder.resolve("log");
        Process maven = start(folder, found, log);
        try {
            if (maven.waitFor() != 0) {
                throw new IOException(firstError(log));
            }
        } catch (InterruptedException e) {
            maven.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Maven looks for files", e);
        }
        return Arrays.stream(Files.readString(found).strip().split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }

    private static Process start(Path folder, Path found, Path log) throws IOException {
        try {
            return new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-B",
                            "-ntp",
                            BUILD_CLASS_PATH,
                            "-Dmdep.outputFile=" + found,
                            "-DincludeScope=runtime")
                    .directory(folder.toFile())
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("there is no mvn on the PATH, which finds artifacts", e);
        }
    }

    private static String firstError(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("[ERROR]"))
                .findFirst()
                .map(line -> line.substring("[ERROR]".length()).strip())
                .orElse("Maven failed and did not say why");
    }

    private static String pom(List<String> coordinates) {
        return coordinates.stream()
                .map(MavenFiles::dependency)
                .collect(Collectors.joining(
                        "\n",
                        "<project><modelVersion>4.0.0</modelVersion><groupId>linchpin</groupId>"
                                + "<artifactId>files</artifactId><version>1</version><packaging>pom</packaging><dependencies>\n",
                        "\n</dependencies></project>\n"));
    }

    private static String dependency(String coordinate) {
        String[] parts = coordinate.split("[:@]", -1);
        String alone = parts.length == 3
                ? ""
                : "<type>%s</type><exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>"
                        .formatted(parts[3]);
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
                .formatted(parts[0], parts[1], parts[2], alone);
    }
}
