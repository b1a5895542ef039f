package dev.linchpin.recipe;

import dev.linchpin.process.FirstLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that recipes require, as it is on this machine.
 *
 * @param version the first number with a dot that it says of itself; all of the line if there is none
 */
public record Toolchain(String program, String version) {
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+");

    /** What the recipes in the folders of a folder require, as far as it is here, in the order of the recipes. */
    public static List<Toolchain> ofRecipes(Path folder) throws IOException {
        return Recipe.readAll(folder).stream()
                .flatMap(recipe -> recipe.requires().stream())
                .distinct()
                .flatMap(program -> ask(program).stream())
                .toList();
    }

    static String version(String line) {
        Matcher number = NUMBER.matcher(line);
        return number.find() ? number.group() : line;
    }

    private static Optional<Toolchain> ask(String program) {
        return FirstLine.of(new ProcessBuilder(program, "--version"))
                .or(() -> FirstLine.of(new ProcessBuilder(program, "version")))
                .map(line -> new Toolchain(program, version(line)));
    }
}
