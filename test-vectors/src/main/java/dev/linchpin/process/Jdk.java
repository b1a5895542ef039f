package dev.linchpin.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK, or a run-time environment, on this machine.
 *
 * @param home its folder
 * @param version its feature version: 17, 21, 25
 */
public record Jdk(Path home, int version) {
    /** Says where one is that is not in the usual place. */
    public static final String VARIABLE = "LINCHPIN_JDK";

    private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");
    private static final Pattern FEATURE = Pattern.compile("\"?(?:1\\.)?(\\d+).*");

    /** The one that runs this. */
    public static Jdk own() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /**
     * One of this version or a newer one: the one that runs this, the one of which the variable LINCHPIN_JDK says where it is, or the
     * newest in {@code /usr/lib/jvm}.
     */
    public static Optional<Jdk> atLeast(int version) {
        Stream<Jdk> named = Stream.ofNullable(System.getenv(VARIABLE)).flatMap(home -> in(Path.of(home)).stream());
        return Stream.of(Stream.of(own()), named, newestFirst(USUAL_PLACE))
                .flatMap(jdks -> jdks)
                .filter(jdk -> jdk.version() >= version)
                .findFirst();
    }

    static Stream<Jdk> newestFirst(Path folder) {
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.toList().stream()
                    .flatMap(home -> in(home).stream())
                    .sorted(Comparator.comparingInt(Jdk::version).reversed());
        } catch (IOException noSuchFolder) {
            return Stream.of();
        }
    }

    /** The one in a folder; empty if there is none, or none that says in its file {@code release} what it is. */
    static Optional<Jdk> in(Path home) {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
            release.load(file);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        Matcher feature = FEATURE.matcher(release.getProperty("JAVA_VERSION", ""));
        Jdk found = feature.matches() ? new Jdk(home, Integer.parseInt(feature.group(1))) : null;
        return Optional.ofNullable(found).filter(jdk -> Files.isExecutable(jdk.java()));
    }

    /** The program that starts a JVM. */
    public Path java() {
        return home.resolve("bin").resolve("java");
    }
}
