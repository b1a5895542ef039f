package dev.linchpin.cli.gauntlet;

import dev.linchpin.conformance.LiveCandidate;
import dev.linchpin.conformance.NotRunException;
import dev.linchpin.conformance.ProgramDriver;
import dev.linchpin.conformance.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Programs in other languages, started; closing ends them.
 *
 * @param drivers those that run
 * @param absent those that cannot run here
 * @param broken those that should run and do not: a failure
 */
public record Programs(List<ProgramDriver> drivers, List<Absent> absent, List<Absent> broken) implements AutoCloseable {
    public Programs {
        drivers = List.copyOf(drivers);
        absent = List.copyOf(absent);
        broken = List.copyOf(broken);
    }

    /** A program that does not take part. */
    public record Absent(String name, String reason) {}

    /** What came of one attempt to start a program: one of the two. */
    private record Start(
            @Nullable ProgramDriver driver, @Nullable Absent absent, boolean broken) {
        static Start of(LiveCandidate candidate) {
            String name = candidate.identity().name();
            try {
                return new Start(candidate.opening().open(), null, false);
            } catch (NotRunException e) {
                return new Start(null, new Absent(name, e.reason()), false);
            } catch (RuntimeException e) {
                return new Start(null, new Absent(name, String.valueOf(e.getMessage())), true);
            }
        }
    }

    static Programs none(String reason) {
        return new Programs(List.of(), List.of(new Absent("recipes", reason)), List.of());
    }

    /** @throws IllegalArgumentException if one of the commands does not start a program that connects */
    static Programs given(List<String> commands) {
        List<ProgramDriver> drivers = new ArrayList<>();
        for (String command : commands) {
            try {
                drivers.add(ProgramDriver.start(command));
            } catch (RuntimeException e) {
                drivers.forEach(ProgramDriver::close);
                throw new IllegalArgumentException("the client \"" + command + "\" " + e.getMessage(), e);
            }
        }
        return new Programs(drivers, List.of(), List.of());
    }

    /** @param output the folder in whose folders the recipes build */
    static Programs of(List<Recipe> recipes, Path output) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<ProgramDriver> drivers = new ArrayList<>();
        List<Absent> absent = new ArrayList<>();
        List<Absent> broken = new ArrayList<>();
        List<Start> starts = recipes.parallelStream()
                .flatMap(recipe -> recipe
                        .liveCandidates(path, output.resolve(recipe.folder().getFileName()))
                        .stream())
                .map(Start::of)
                .toList();
        for (Start start : starts) {
            if (start.driver() != null) {
                drivers.add(start.driver());
            } else if (start.absent() != null) {
                (start.broken() ? broken : absent).add(start.absent());
            }
        }
        return new Programs(drivers, absent, broken);
    }

    @Override
    public void close() {
        drivers.forEach(ProgramDriver::close);
    }
}
