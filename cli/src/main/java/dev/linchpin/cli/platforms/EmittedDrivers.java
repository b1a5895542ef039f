package dev.linchpin.cli.platforms;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.cli.driver.Policies;
import dev.linchpin.cli.jvm.ClassPath;
import dev.linchpin.cli.target.Emitter;
import dev.linchpin.cli.target.Target;
import dev.linchpin.cli.target.Targets;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.process.TemporaryFolder;
import dev.linchpin.recipe.EmittedSource;
import dev.linchpin.recipe.LiveCandidate;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.recipe.ProgramDriver;
import dev.linchpin.recipe.Recipe;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Programs that send their requests by emitted code; closing ends them.
 *
 * @param folder for the code
 */
record EmittedDrivers(List<Driver> all, TemporaryFolder folder) implements AutoCloseable {
    EmittedDrivers {
        all = List.copyOf(all);
    }

    /**
     * One for each target, {@link AbsentClient} where it cannot be run.
     *
     * @param sample a policy whose code is built at once
     */
    static EmittedDrivers open(List<Target> targets, Checkout checkout, PolicySpec sample) throws IOException {
        TemporaryFolder folder = TemporaryFolder.of("emitted");
        // Neither what compiles Kotlin nor what asks for a version looks into an archive for others that it names.
        String classPath = ClassPath.ofThisProcess(folder.path()).option();
        EmittedSource source = new EmittedSource(EmittedDrivers::write, sample, folder.path(), classPath);
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Map<String, LiveCandidate> candidates = new HashMap<>();
        for (Recipe recipe : checkout.recipes()) {
            recipe.emittedCandidates(source, path, checkout.output(recipe))
                    .forEach(candidate -> candidates.put(candidate.identity().name(), candidate));
        }
        return new EmittedDrivers(
                targets.parallelStream()
                        .map(target -> open(target.name(), candidates.get(target.name())))
                        .toList(),
                folder);
    }

    private static Map<String, String> write(String target, PolicySpec policy) {
        return new Emitter(Targets.named(target), pin -> "")
                .emit(Policies.policy(policy))
                .files();
    }

    private static Driver open(String target, @Nullable LiveCandidate candidate) {
        if (candidate == null) {
            return new AbsentClient(target, "no recipe has a program for it", true);
        }
        try {
            return candidate.opening().open();
        } catch (NotRunException e) {
            return new AbsentClient(target, e.reason(), false);
        } catch (RuntimeException e) {
            return new AbsentClient(target, String.valueOf(e.getMessage()), true);
        }
    }

    /** The targets that cannot be run. */
    List<AbsentClient> absent() {
        return all.stream()
                .filter(AbsentClient.class::isInstance)
                .map(AbsentClient.class::cast)
                .toList();
    }

    @Override
    public void close() throws IOException {
        all.stream()
                .filter(ProgramDriver.class::isInstance)
                .map(ProgramDriver.class::cast)
                .forEach(ProgramDriver::close);
        folder.close();
    }
}
