package dev.linchpin.recipe;

import dev.linchpin.process.ChildProcess;
import dev.linchpin.vectors.Implementation;
import dev.linchpin.vectors.VectorFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How to run pinning code in another language: what a {@code recipe.json} says. Immutable.
 *
 * @param folder where it was found, and where its commands run
 * @param requires programs that have to be on the PATH
 * @param build run once before use; empty if there is nothing to build
 * @param variants by name, in the order of the file
 * @param live the programs for the gauntlet
 * @param emitted the programs that run emitted code, by target
 */
public record Recipe(
        Path folder,
        String language,
        String title,
        List<String> requires,
        List<String> build,
        Map<String, Variant> variants,
        LiveClients live,
        Map<String, EmittedProgram> emitted) {
    private static final String FILE = "recipe.json";

    public Recipe {
        requires = List.copyOf(requires);
        build = List.copyOf(build);
        variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        emitted = Collections.unmodifiableMap(new LinkedHashMap<>(emitted));
    }

    /** One program of a recipe. */
    public record Variant(List<String> command, ExpectedFailures expectedFailures) {
        public Variant {
            command = List.copyOf(command);
        }
    }

    /**
     * Reads the recipes in the folders of a folder, in the order of their names.
     *
     * @throws IllegalArgumentException if a recipe is not well-formed
     */
    public static List<Recipe> readAll(Path folder) throws IOException {
        List<Recipe> recipes = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path recipe : folders.sorted().toList()) {
                if (Files.exists(recipe.resolve(FILE))) {
                    recipes.add(read(recipe));
                }
            }
        }
        return recipes;
    }

    private static Recipe read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return JsonText.in(file, () -> of(folder, JsonText.parse(Files.readString(file))));
    }

    private static Recipe of(Path folder, JsonNode recipe) {
        Map<String, Variant> variants = new LinkedHashMap<>();
        recipe.required("variants")
                .asObject()
                .propertyStream()
                .forEach(variant -> variants.put(variant.getKey(), variant(variant.getValue())));
        Map<String, EmittedProgram> emitted = new LinkedHashMap<>();
        recipe.path("emitted")
                .propertyStream()
                .forEach(program -> emitted.put(program.getKey(), EmittedProgram.of(program.getValue())));
        return new Recipe(
                folder,
                JsonText.text(recipe, "language"),
                JsonText.text(recipe, "title"),
                JsonText.texts(recipe.path("requires")),
                JsonText.texts(recipe.path("build")),
                variants,
                LiveClients.of(recipe.path("live")),
                emitted);
    }

    private static Variant variant(JsonNode variant) {
        return new Variant(
                JsonText.texts(variant.required("command")), ExpectedFailures.of(variant.path("expectedFailures")));
    }

    /**
     * The variants as candidates, in the order of the file.
     *
     * @param path the PATH on which required programs are looked up
     * @param output the folder for what the recipe builds
     */
    public List<Candidate> candidates(String path, Path output) {
        RecipeBuild build = new RecipeBuild(this, output);
        List<Candidate> candidates = new ArrayList<>();
        variants.forEach((name, variant) -> candidates.add(new Candidate(
                new Identity(folder.getFileName() + "-" + name, language, name),
                () -> open(variant, path, build),
                variant.expectedFailures())));
        return candidates;
    }

    /**
     * The programs that connect to servers, in the order of the file; one that says why, if there are none. Parameters as for
     * {@link #candidates}.
     */
    public List<LiveCandidate> liveCandidates(String path, Path output) {
        return live.variants().isEmpty() && !emitted.isEmpty()
                ? List.of()
                : live.candidates(this, new RecipeBuild(this, output), path);
    }

    /** The programs that run emitted code, each named after its target; parameters as for {@link #candidates}. */
    public List<LiveCandidate> emittedCandidates(EmittedSource source, String path, Path output) {
        RecipeBuild build = new RecipeBuild(this, output, Map.of("LINCHPIN_CLASS_PATH", source.classPath()));
        List<LiveCandidate> candidates = new ArrayList<>();
        emitted.forEach((target, program) ->
                candidates.add(new LiveCandidate(new Identity(target, language, ""), () -> {
                    requireToolchain(path);
                    return program.open(target, language, source, build);
                })));
        return candidates;
    }

    private Implementation open(Variant variant, String path, RecipeBuild build) throws NotRunException {
        requireToolchain(path);
        build.ensureDone();
        return ChildProcess.start(
                build.command(variant.command()), ChildProcess.Limits.DEFAULT, VectorFiles.SUITE_VERSION);
    }

    void requireToolchain(String path) throws NotRunException {
        List<String> missing = missing(path);
        if (!missing.isEmpty()) {
            throw new NotRunException(title + " needs " + String.join(" and ", missing)
                    + (missing.size() == 1 ? ", which is" : ", which are") + " not on the PATH");
        }
    }

    /** The required programs that are in no folder of the PATH. */
    private List<String> missing(String path) {
        List<Path> folders =
                Stream.of(path.split(File.pathSeparator)).map(Path::of).toList();
        return requires.stream()
                .filter(program ->
                        folders.stream().map(each -> each.resolve(program)).noneMatch(Files::isExecutable))
                .toList();
    }
}
