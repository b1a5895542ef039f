package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.recipe.LiveCandidate;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.recipe.ProgramDriver;
import java.util.ArrayList;
import java.util.List;

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

    /** Starts what this machine can, after whatever has to be built. */
    static Programs start(List<LiveCandidate> candidates) {
        List<Driver> started = candidates.parallelStream().map(Programs::start).toList();
        return new Programs(only(ProgramDriver.class, started), only(AbsentClient.class, started));
    }

    /** Builds and starts none, and knows their names. */
    static Programs named(List<LiveCandidate> candidates) {
        return new Programs(
                List.of(),
                candidates.stream()
                        .map(LiveCandidate::identity)
                        .map(known -> new AbsentClient(known.name(), known.language(), "not started", false))
                        .toList());
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
