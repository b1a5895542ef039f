package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.recipe.Identity;
import dev.linchpin.recipe.LiveCandidate;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for clients outside this process: programs that can be asked to connect, and what nobody can drive. */
public final class ExternalClients {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--client",
            paramLabel = "COMMAND",
            description = "Play with this program, a command line for sh, and no other client; may be repeated. "
                    + "docs/conformance.md says how to write one.")
    private List<String> commands = List.of();

    @Option(
            names = "--serve",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FOLDER",
            description =
                    "Play nothing, but keep the servers up for a client that cannot be driven: a browser, an app. "
                            + "What to trust, resolve and pin is printed and written to FOLDER, a temporary one unless given.")
    private @Nullable String folder;

    /** Whether programs were given, which are then the only clients. */
    public boolean areGiven() {
        return !commands.isEmpty();
    }

    /** Whether nothing is to be played. */
    public boolean areServed() {
        return folder != null;
    }

    /**
     * Starts the programs that were given.
     *
     * @throws ParameterException if one cannot be started or has no {@code tls.connect}
     */
    public Programs start() {
        try {
            return Programs.given(commands);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The programs of the recipes in the checkout; outside of one, a word that there are none.
     *
     * @throws ParameterException if a recipe cannot be read
     */
    public List<LiveCandidate> recipes() {
        Optional<Checkout> checkout = Checkout.find();
        if (checkout.isEmpty()) {
            return List.of(new LiveCandidate(new Identity("recipes", "none", ""), () -> {
                throw new NotRunException(Checkout.absenceOf("recipes"));
            }));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        try {
            List<LiveCandidate> candidates = new ArrayList<>();
            for (Recipe recipe : checkout.get().recipes()) {
                candidates.addAll(recipe.liveCandidates(path, checkout.get().output(recipe)));
            }
            return candidates;
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Keeps the servers of scenarios up until the process is told to end.
     *
     * @return the exit code; the process ends with it even where a signal has ended it
     * @throws ParameterException if the folder cannot be written
     */
    public int serve(Gauntlet gauntlet, List<Scenario> scenarios, Terminal terminal, boolean json) {
        try (Stand stand = Stand.open(gauntlet, scenarios)) {
            Path written = folder == null || folder.isEmpty()
                    ? Files.createTempDirectory("linchpin-gauntlet-")
                    : Files.createDirectories(Path.of(folder));
            new Prospectus(gauntlet, stand, written.toAbsolutePath()).publish(terminal, json);
            return new Watch(stand, terminal).untilInterrupted();
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "cannot write " + e.getMessage(), e);
        }
    }
}
