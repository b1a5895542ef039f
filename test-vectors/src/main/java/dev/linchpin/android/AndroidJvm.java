package dev.linchpin.android;

import dev.linchpin.process.ChildProcess;
import dev.linchpin.vectors.VectorFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** A JVM that has the classes of a level, and is asked about many files at a time. For use by one thread. */
final class AndroidJvm implements AutoCloseable {
    /** So many questions go into a line, if they are short. */
    private static final int BATCH = 50;

    private static final int LONG_BATCH = 200_000;
    private static final ChildProcess.Limits LIMITS =
            new ChildProcess.Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), Integer.MAX_VALUE);

    private final ChildProcess program;

    private AndroidJvm(ChildProcess program) {
        this.program = program;
    }

    /**
     * Starts one.
     *
     * @param files the classes of the platform, and of what stands upon it
     * @throws IOException if there is no JDK that is new enough, or a file is not what it should be
     */
    static AndroidJvm start(AndroidLevel level, Path... files) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                AndroidOracle.jdk(level).java().toString(),
                "-Duser.timezone=UTC",
                "-Duser.language=en",
                "-Duser.country=US",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AndroidProgram.class.getName(),
                level.toString()));
        Stream.of(files).forEach(file -> words.add(file.toString()));
        try {
            return new AndroidJvm(ChildProcess.start(
                    new ChildProcess.Command(words, Path.of(""), Map.of()), LIMITS, VectorFiles.SUITE_VERSION));
        } catch (RuntimeException e) {
            throw new IOException(level + " " + e.getMessage(), e);
        }
    }

    /**
     * How answers to questions look.
     *
     * @param op what is asked
     * @param reader makes an answer of what was written
     * @param failure makes an answer of the news that there is none
     */
    record Operation<T>(String op, Function<Map<String, Object>, T> reader, Function<Refusal, T> failure) {}

    /** Asks all, of whom there may be many, and returns the answers in their order. */
    <T> List<T> ask(Operation<T> operation, List<NscQuestion> questions) {
        List<T> answers = new ArrayList<>(questions.size());
        List<NscQuestion> batch = new ArrayList<>();
        int length = 0;
        for (NscQuestion question : questions) {
            batch.add(question);
            length += question.file().xml().length();
            if (batch.size() == BATCH || length > LONG_BATCH) {
                answers.addAll(askBatch(operation, batch));
                batch.clear();
                length = 0;
            }
        }
        answers.addAll(askBatch(operation, batch));
        return answers;
    }

    /** Where a batch has no answer, each question of it is put anew, to find out which one it was. */
    private <T> List<T> askBatch(Operation<T> operation, List<NscQuestion> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        try {
            return answers(operation, batch);
        } catch (RuntimeException e) {
            return batch.size() == 1
                    ? List.of(
                            operation.failure().apply(new Refusal(Refusal.By.PLATFORM, "no answer: " + e.getMessage())))
                    : batch.stream()
                            .flatMap(one -> askBatch(operation, List.of(one)).stream())
                            .toList();
        }
    }

    @SuppressWarnings("unchecked") // the program has written it
    private <T> List<T> answers(Operation<T> operation, List<NscQuestion> batch) {
        List<Map<String, Object>> written = batch.stream().map(NscWire::write).toList();
        Map<String, Object> reply =
                program.run(operation.op(), Map.of("questions", written)).fields();
        Object answers = reply.getOrDefault("answers", List.of());
        return ((List<Map<String, Object>>) answers)
                .stream().map(operation.reader()).toList();
    }

    @Override
    public void close() {
        program.close();
    }
}
