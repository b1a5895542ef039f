package dev.linchpin.cli.jvm;

import dev.linchpin.android.AndroidLevel;
import dev.linchpin.process.Jdk;
import java.nio.file.Path;
import java.util.List;

/**
 * A version of Android.
 *
 * @param jar its classes
 * @param jdk one that is new enough for them
 */
public record OwnAndroid(AndroidLevel level, Path jar, Jdk jdk) implements OwnJvm {
    /** The hidden option by which the command in the JVM learns where the classes are. */
    public static final String INSIDE = "--android-jar";

    @Override
    public String label() {
        return level.toString();
    }

    @Override
    public Path java() {
        return jdk.java();
    }

    /** The platform reads dates in the time zone and language of its JVM. */
    @Override
    public List<String> options(Path folder) {
        return List.of("-Duser.timezone=UTC", "-Duser.language=en", "-cp", System.getProperty("java.class.path"));
    }

    @Override
    public List<String> arguments() {
        return List.of(INSIDE, jar.toString());
    }

    @Override
    public String nameHere(String client, String version) {
        return client;
    }
}
