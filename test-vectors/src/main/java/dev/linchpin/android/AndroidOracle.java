package dev.linchpin.android;

import dev.linchpin.process.Jdk;
import dev.linchpin.process.MavenFiles;
import dev.linchpin.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A version of Android that is asked what it makes of files, in a JVM of its own: one that is new enough, whose time zone is UTC and whose
 * language is English, as the platform reads dates in both. A file at which that JVM ends or hangs is a refusal like any other. For use by
 * one thread.
 */
public final class AndroidOracle implements AutoCloseable {
    private static final AndroidJvm.Operation<NscAnswer> READ =
            new AndroidJvm.Operation<>(AndroidProgram.READ, NscWire::answer, NscAnswer::refused);

    private final AndroidLevel level;
    private final AndroidJvm jvm;

    private AndroidOracle(AndroidLevel level, AndroidJvm jvm) {
        this.level = level;
        this.jvm = jvm;
    }

    /**
     * Starts one, for which Maven finds the file: it loads it once, and keeps it.
     *
     * @throws IOException if the file, Maven or a JDK that is new enough cannot be had; the message says what is missing
     */
    public static AndroidOracle open(AndroidLevel level) throws IOException {
        return open(level, jar(level));
    }

    /**
     * Starts one.
     *
     * @param jar the file with its classes
     * @throws IOException if there is no JDK that is new enough, or the file is not what it should be
     */
    public static AndroidOracle open(AndroidLevel level, Path jar) throws IOException {
        return new AndroidOracle(level, AndroidJvm.start(level, jar));
    }

    /**
     * The file with the classes of a level, for which Maven looks in its repositories.
     *
     * @throws IOException if it cannot be had
     */
    public static Path jar(AndroidLevel level) throws IOException {
        return file(level.coordinates());
    }

    static Path file(String coordinates) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.of("android")) {
            return MavenFiles.of(List.of(coordinates), folder.path()).get(0);
        }
    }

    /**
     * The JDK that can run a level.
     *
     * @throws IOException if there is none here
     */
    public static Jdk jdk(AndroidLevel level) throws IOException {
        return Jdk.atLeast(level.java())
                .orElseThrow(() -> new IOException(level + " needs Java " + level.java()
                        + " or newer, and there is none in /usr/lib/jvm, nor does " + Jdk.VARIABLE
                        + " say where one is"));
    }

    public AndroidLevel level() {
        return level;
    }

    /** Asks all, of whom there may be many, and returns the answers in their order. */
    public List<NscAnswer> read(List<NscQuestion> questions) {
        return jvm.ask(READ, questions);
    }

    public NscAnswer read(NscQuestion question) {
        return read(List.of(question)).get(0);
    }

    /** Ends the JVM. */
    @Override
    public void close() {
        jvm.close();
    }
}
