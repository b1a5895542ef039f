package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.recipe.LiveCandidate;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.recipe.ProgramDriver;
import dev.linchpin.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Programs in other languages, started; closing ends them.
 *
 * @param drivers those that run
 * @param absent those that do not
 */
public record Programs(List<ProgramDriver> drivers, List<AbsentClient> absent) implements AutoCloseable {
    public Programs {
        drivers = List.copyOf(drivers);
        absent = List.copyOf(absent);
    }

    static Programs none() {
        return new Programs(List.of(), List.of());
    }

    static Programs none(String reason) {
        return new Programs(List.of(), List.of(new AbsentClient("recipes", reason, false)));
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
        return new Programs(drivers, List.of());
    }

    /** @param output the folder in whose folders the recipes build */
    static Programs of(List<Recipe> recipes, Path output) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<Driver> started = recipes.parallelStream()
                .flatMap(recipe -> recipe
                        .liveCandidates(path, output.resolve(recipe.folder().getFileName()))
                        .stream())
                .map(Programs::start)
                .toList();
        return new Programs(only(ProgramDriver.class, started), only(AbsentClient.class, started));
    }

    private static Driver start(LiveCandidate candidate) {
        String name = candidate.identity().name();
        try {
            return candidate.opening().open();
        } catch (NotRunException e) {
            return new AbsentClient(name, e.reason(), false);
        } catch (RuntimeException e) {
            return new AbsentClient(name, String.valueOf(e.getMessage()), true);
        }
    }

    private static <T> List<T> only(Class<T> type, List<? super T> of) {
        return of.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        drivers.forEach(ProgramDriver::close);
    }
}
