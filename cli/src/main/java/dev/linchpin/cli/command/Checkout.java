package dev.linchpin.cli.command;

import dev.linchpin.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The checkout that some commands work on. */
public record Checkout(Path folder) {
    /** That which the launcher names in {@code LINCHPIN_HOME}; without one, the checkout that this runs in, if it runs in one. */
    public static Optional<Checkout> find() {
        String home = System.getenv("LINCHPIN_HOME");
        Path start = home == null ? Path.of("") : Path.of(home);
        for (@Nullable Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("test-vectors/vectors"))) {
                return Optional.of(new Checkout(folder));
            }
        }
        return Optional.empty();
    }

    /**
     * The checkout, for a command that does nothing without.
     *
     * @param what of it the command needs, in the plural
     * @throws ParameterException if there is none
     */
    public static Checkout require(String what, CommandSpec command) {
        return find().orElseThrow(() -> new ParameterException(command.commandLine(), absenceOf(what)));
    }

    /** What to say where there is no checkout to have it. */
    public static String absenceOf(String what) {
        return "the " + what + " are part of a checkout, and this is none";
    }

    public Path resolve(String path) {
        return folder.resolve(path);
    }

    /**
     * Reads the recipes, in the order of their names.
     *
     * @throws IllegalArgumentException if one is not well-formed
     */
    public List<Recipe> recipes() throws IOException {
        return Recipe.readAll(resolve("test-vectors/recipes"));
    }

    /** Where a recipe builds. */
    public Path output(Recipe recipe) {
        return resolve("test-vectors/target/recipes").resolve(recipe.folder().getFileName());
    }
}
