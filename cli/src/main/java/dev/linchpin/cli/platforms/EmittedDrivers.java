package dev.linchpin.cli.platforms;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.cli.driver.Policies;
import dev.linchpin.cli.target.Emitter;
import dev.linchpin.cli.target.Target;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.process.TemporaryFolder;
import dev.linchpin.recipe.EmittedSource;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.recipe.ProgramDriver;
import dev.linchpin.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs that send their requests by emitted code; closing ends them. */
record EmittedDrivers(List<Driver> all, TemporaryFolder folder) implements AutoCloseable {
    EmittedDrivers {
        all = List.copyOf(all);
    }

    /** One for each target, {@link AbsentClient} where it cannot be run. */
    static EmittedDrivers open(List<Target> targets, Checkout checkout, PolicySpec sample) throws IOException {
        List<Recipe> recipes = checkout.recipes();
        TemporaryFolder folder = TemporaryFolder.of("emitted");
        return new EmittedDrivers(
                targets.parallelStream()
                        .map(target -> open(target, recipes, checkout, sample, folder))
                        .toList(),
                folder);
    }

    private static Driver open(
            Target target, List<Recipe> recipes, Checkout checkout, PolicySpec sample, TemporaryFolder folder) {
        Optional<Recipe> recipe = recipes.stream()
                .filter(one -> one.emitted().containsKey(target.name()))
                .findFirst();
        if (recipe.isEmpty()) {
            return new AbsentClient(target.name(), "no recipe has a program for it", true);
        }
        Emitter emitter = new Emitter(target, pin -> "");
        EmittedSource source = new EmittedSource(
                policy -> emitter.emit(Policies.policy(policy)).files(),
                sample,
                folder.path(),
                System.getProperty("java.class.path"));
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        try {
            return recipe.get()
                    .emittedCandidate(target.name(), source, path, checkout.output(recipe.get()))
                    .opening()
                    .open();
        } catch (NotRunException e) {
            return new AbsentClient(target.name(), e.reason(), false);
        } catch (RuntimeException e) {
            return new AbsentClient(target.name(), String.valueOf(e.getMessage()), true);
        }
    }

    /** The targets that cannot be run. */
    List<AbsentClient> absent() {
        return only(AbsentClient.class);
    }

    private <T> List<T> only(Class<T> type) {
        List<T> found = new ArrayList<>();
        all.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
        return found;
    }

    @Override
    public void close() throws IOException {
        only(ProgramDriver.class).forEach(ProgramDriver::close);
        folder.close();
    }
}
