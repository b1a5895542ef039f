package dev.linchpin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.android.AndroidLevel;
import dev.linchpin.android.AndroidOracle;
import dev.linchpin.android.NscAnswer;
import dev.linchpin.android.NscFile;
import dev.linchpin.android.NscQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Android's own code makes of a file, we make of it: the same files are refused, and of the others every host has the same pins,
 * until the same instant, with the same authorities above them.
 *
 * <p>{@code -Dlinchpin.android.files=N} sets how many files each version reads, {@code -Dlinchpin.android.seed=N} which.
 */
class AndroidParityTest {
    private static final int BATCH = 500;
    private static final int ENOUGH = 5;

    static Stream<AndroidLevel> levels() {
        return AndroidLevel.chosen().stream();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void reads_random_files_as_the_platform_does(AndroidLevel level) {
        int files = Integer.getInteger("linchpin.android.files", 2000);
        long seed = Long.getLong("linchpin.android.seed", 1);
        List<String> differences = new ArrayList<>();
        int read = 0;
        try (AndroidOracle oracle = AndroidOracles.open(level)) {
            for (long first = seed; first < seed + files && differences.size() < ENOUGH; first += BATCH) {
                List<NscQuestion> questions = questions(first, Math.min(first + BATCH, seed + files));
                List<NscAnswer> answers = oracle.read(questions);
                for (int i = 0; i < questions.size(); i++) {
                    NscFile file = questions.get(i).file();
                    read += answers.get(i).refusal().isPresent() ? 0 : 1;
                    long number = first + i;
                    AndroidComparison.difference(level, file, answers.get(i))
                            .ifPresent(difference -> differences.add(number + ": " + difference + "\n" + file.xml()));
                }
            }
        }
        System.out.printf("%s: %d files, %d of them read, %d differences%n", level, files, read, differences.size());
        assertEquals(List.of(), differences);
        assertTrue(read > files / 4, "of " + files + " files " + read + " were read at all");
    }

    private static List<NscQuestion> questions(long from, long to) {
        List<NscQuestion> questions = new ArrayList<>();
        for (long seed = from; seed < to; seed++) {
            NscFile file = NscFile.of(RandomConfigs.of(seed))
                    .withRaw("ca", new byte[0])
                    .debuggable(seed % 3 == 0);
            questions.add(new NscQuestion(file, RandomConfigs.HOSTS));
        }
        return questions;
    }
}
