package dev.linchpin.conformance;

import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.ImplementationFailure;
import dev.linchpin.recipe.Candidate;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Implementation;
import dev.linchpin.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Judges implementations by the vectors, some at a time. */
public final class Conformance {
    private static final int AT_A_TIME = 2;
    private static final long MILLISECONDS_BETWEEN_NEWS = 100;

    private final List<VectorFile> files;
    private final List<String> topics;
    private final long seed;

    /**
     * A judge by the cases of some topics.
     *
     * @param files all vectors: an expected failure is a mistake only if it names no case of any topic
     * @param topics the topics that count
     * @param seed of the order in which cases are put
     */
    public Conformance(List<VectorFile> files, List<String> topics, long seed) {
        this.files = List.copyOf(files);
        this.topics = List.copyOf(topics);
        this.seed = seed;
    }

    /** Follows the work, in the thread that waits for it. */
    public interface Spectator {
        void answered(int answers, int of);
    }

    /** Judges all candidates; the report has them in their order here. */
    public ConformanceReport judge(List<Candidate> candidates, Spectator spectator) {
        List<Question> questions = Question.of(
                files.stream().filter(file -> topics.contains(file.topic())).toList());
        AtomicInteger answers = new AtomicInteger();
        ExecutorService judges = Executors.newFixedThreadPool(AT_A_TIME, Conformance::daemon);
        try {
            List<Future<ImplementationResult>> pending = candidates.stream()
                    .map(candidate -> judges.submit(() -> judge(candidate, questions, answers)))
                    .toList();
            List<ImplementationResult> results = new ArrayList<>();
            for (Future<ImplementationResult> one : pending) {
                results.add(await(one, () -> spectator.answered(answers.get(), questions.size() * candidates.size())));
            }
            return new ConformanceReport(seed, topics, questions.size(), results);
        } finally {
            judges.shutdownNow();
        }
    }

    private ImplementationResult judge(Candidate candidate, List<Question> questions, AtomicInteger answers) {
        Implementation implementation;
        try {
            implementation = candidate.opening().open();
        } catch (NotRunException e) {
            answers.addAndGet(questions.size());
            return ImplementationResult.notRun(candidate.identity(), e.reason());
        } catch (RuntimeException e) {
            answers.addAndGet(questions.size());
            return ImplementationResult.broken(candidate.identity(), String.valueOf(e.getMessage()));
        }
        List<CaseResult> results;
        try {
            results = new Run(implementation, seed)
                    .ask(questions, candidate.expectedFailures(), answers::incrementAndGet);
        } finally {
            if (implementation instanceof ChildProcess process) {
                process.close();
            }
        }
        return new ImplementationResult(
                candidate.identity().introducedBy(implementation.hello()),
                implementation.hello().version(),
                "",
                problems(candidate),
                results,
                implementation instanceof ChildProcess process ? process.errors() : "");
    }

    private List<String> problems(Candidate candidate) {
        List<String> all =
                files.stream().flatMap(VectorFile::cases).map(Case::tcId).toList();
        return candidate.expectedFailures().withoutCase(all).stream()
                .map(tcId -> "is expected to fail " + tcId + ", but there is no such case")
                .toList();
    }

    private static ImplementationResult await(Future<ImplementationResult> pending, Runnable meanwhile) {
        while (true) {
            try {
                return pending.get(MILLISECONDS_BETWEEN_NEWS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                meanwhile.run();
            } catch (InterruptedException e) {
                throw ImplementationFailure.interrupted();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the runner failed, not an implementation", e.getCause());
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "linchpin-conformance");
        thread.setDaemon(true);
        return thread;
    }
}
