package dev.linchpin.build;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * What a build depends on.
 *
 * @param version empty where something else says it
 * @param isPlatform whether it says the versions of others, and is nothing by itself
 */
record Coordinates(String group, String artifact, String version, boolean isPlatform) {
    private static final Pattern GRADLE =
            Pattern.compile("\\s*(?:api|implementation)\\((platform\\()?\"([^:\"]+):([^:\"]+)(?::([^:\"]+))?\"\\)+.*");

    static Coordinates of(Element dependency) {
        return new Coordinates(
                MavenModule.text(dependency, "groupId").orElseThrow(),
                MavenModule.text(dependency, "artifactId").orElseThrow(),
                MavenModule.text(dependency, "version").orElse(""),
                MavenModule.text(dependency, "scope").orElse("").equals("import"));
    }

    static Coordinates ofGradle(String line) {
        Matcher parts = GRADLE.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("no dependency as Gradle writes it: " + line);
        }
        String version = parts.group(4) == null ? "" : parts.group(4);
        return new Coordinates(parts.group(2), parts.group(3), version, parts.group(1) != null);
    }

    boolean isOurs() {
        return group.equals("dev.linchpin");
    }
}
