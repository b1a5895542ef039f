package dev.linchpin.cli.conformance;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.process.ChildProcess;
import dev.linchpin.recipe.Candidate;
import dev.linchpin.recipe.ExpectedFailures;
import dev.linchpin.recipe.Identity;
import dev.linchpin.recipe.Recipe;
import dev.linchpin.remote.testee.WholeImplementation;
import dev.linchpin.vectors.VectorFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is judged. */
final class Candidates {
    private static final Candidate CORE =
            new Candidate(new Identity("linchpin", "java", "core"), WholeImplementation::new, ExpectedFailures.NONE);

    private final Optional<Checkout> checkout;

    /** @param checkout where the recipes are */
    Candidates(Optional<Checkout> checkout) {
        this.checkout = checkout;
    }

    /**
     * Linchpin's core, and the variants of each recipe.
     *
     * @throws IOException if there are no recipes, or one cannot be read
     * @throws IllegalArgumentException if one is not well-formed
     */
    List<Candidate> shipped() throws IOException {
        Checkout home = checkout.orElseThrow(() -> new IOException(
                Checkout.absenceOf("recipes") + "; name it in LINCHPIN_HOME, or a program with --implementation"));
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<Candidate> all = new ArrayList<>(List.of(CORE));
        for (Recipe recipe : home.recipes()) {
            all.addAll(recipe.candidates(path, home.output(recipe)));
        }
        return all;
    }

    /**
     * Programs of which nothing is known but how to start them.
     *
     * @throws IOException if the expected failures cannot be read
     * @throws IllegalArgumentException if they are not well-formed
     */
    static List<Candidate> given(List<String> commands, @Nullable Path expectedFailures) throws IOException {
        ExpectedFailures expected =
                expectedFailures == null ? ExpectedFailures.NONE : ExpectedFailures.read(expectedFailures);
        return commands.stream()
                .map(command -> new Candidate(
                        Identity.ofCommand(command),
                        () -> ChildProcess.start(
                                ChildProcess.Command.ofShell(command),
                                ChildProcess.Limits.DEFAULT,
                                VectorFiles.SUITE_VERSION),
                        expected))
                .toList();
    }
}
