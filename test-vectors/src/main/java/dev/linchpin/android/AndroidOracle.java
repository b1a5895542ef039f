package dev.linchpin.android;

import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.Jdk;
import dev.linchpin.process.MavenFiles;
import dev.linchpin.process.TemporaryFolder;
import dev.linchpin.vectors.VectorFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A version of Android that is asked what it makes of files, in a JVM of its own: one that is new enough, whose time zone is UTC and whose
 * language is English, as the platform reads dates in both. A file at which that JVM ends or hangs is a refusal like any other. For use by
 * one thread.
 */
public final class AndroidOracle implements AutoCloseable {
    /** So many questions go into a line, if they are short. */
    private static final int BATCH = 50;

    private static final int LONG_BATCH = 200_000;
    private static final ChildProcess.Limits LIMITS =
            new ChildProcess.Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), Integer.MAX_VALUE);

    private final AndroidLevel level;
    private final ChildProcess program;

    private AndroidOracle(AndroidLevel level, ChildProcess program) {
        this.level = level;
        this.program = program;
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
     * The file with the classes of a level, for which Maven looks in its repositories.
     *
     * @throws IOException if it cannot be had
     */
    public static Path jar(AndroidLevel level) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.of(level.toString())) {
            return MavenFiles.of(List.of(level.coordinates()), folder.path()).get(0);
        }
    }

    /**
     * Starts one.
     *
     * @param jar the file with its classes
     * @throws IOException if there is no JDK that is new enough, or the file is not what it should be
     */
    public static AndroidOracle open(AndroidLevel level, Path jar) throws IOException {
        List<String> words = List.of(
                jdk(level).java().toString(),
                "-Duser.timezone=UTC",
                "-Duser.language=en",
                "-Duser.country=US",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AndroidProgram.class.getName(),
                level.toString(),
                jar.toString());
        try {
            return new AndroidOracle(
                    level,
                    ChildProcess.start(
                            new ChildProcess.Command(words, Path.of(""), Map.of()), LIMITS, VectorFiles.SUITE_VERSION));
        } catch (RuntimeException e) {
            throw new IOException(level + " " + e.getMessage(), e);
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
        List<NscAnswer> answers = new ArrayList<>(questions.size());
        List<NscQuestion> batch = new ArrayList<>();
        int length = 0;
        for (NscQuestion question : questions) {
            batch.add(question);
            length += question.file().xml().length();
            if (batch.size() == BATCH || length > LONG_BATCH) {
                answers.addAll(ask(batch));
                batch.clear();
                length = 0;
            }
        }
        answers.addAll(ask(batch));
        return answers;
    }

    public NscAnswer read(NscQuestion question) {
        return read(List.of(question)).get(0);
    }

    /** Where a batch has no answer, each question of it is put anew, to find out which one it was. */
    private List<NscAnswer> ask(List<NscQuestion> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        try {
            return answers(batch);
        } catch (RuntimeException e) {
            return batch.size() == 1
                    ? List.of(NscAnswer.refused(new Refusal(Refusal.By.PLATFORM, "no answer: " + e.getMessage())))
                    : batch.stream().flatMap(one -> ask(List.of(one)).stream()).toList();
        }
    }

    @SuppressWarnings("unchecked") // NscWire has written it
    private List<NscAnswer> answers(List<NscQuestion> batch) {
        List<Map<String, Object>> written = batch.stream().map(NscWire::write).toList();
        Map<String, Object> reply =
                program.run(AndroidProgram.OP, Map.of("questions", written)).fields();
        Object answers = reply.getOrDefault("answers", List.of());
        return ((List<Map<String, Object>>) answers)
                .stream().map(NscWire::answer).toList();
    }

    /** Ends the JVM. */
    @Override
    public void close() {
        program.close();
    }
}
