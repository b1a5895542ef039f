package dev.linchpin.recipe;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.ImplementationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the code for a policy into a folder of its own, and builds the program that runs it. */
final class EmittedBuild {
    private final Recipe recipe;
    private final EmittedProgram program;
    private final EmittedSource.PolicyCode code;
    private final String classPath;
    private final Path output;
    private final Path folder;

    /**
     * @param output where what the recipe has installed is
     * @param source what is built, and where
     */
    EmittedBuild(Recipe recipe, EmittedProgram program, EmittedSource source, Path output) {
        this.recipe = recipe;
        this.program = program;
        this.code = source.code();
        this.classPath = source.classPath();
        this.output = output.toAbsolutePath();
        this.folder = source.folder().toAbsolutePath();
    }

    /** @throws NotRunException if something is missing here that the program runs with */
    void requireNeeds(String name) throws NotRunException {
        RecipeBuild.require(name, command(program.needs(), folder));
    }

    /**
     * The command that starts the program for a policy.
     *
     * @throws ImplementationFailure if it cannot be built
     */
    ChildProcess.Command command(PolicySpec policy) throws IOException {
        Path emitted = Files.createTempDirectory(folder, "policy-");
        for (Map.Entry<String, String> file : code.write(policy).entrySet()) {
            Path path = emitted.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        if (!program.build().isEmpty()) {
            String failure = RecipeBuild.run(command(program.build(), emitted));
            if (failure != null) {
                throw ImplementationFailure.error("the build failed: " + failure);
            }
        }
        return command(program.command(), emitted);
    }

    private ChildProcess.Command command(List<String> words, Path emitted) {
        return new ChildProcess.Command(
                words,
                recipe.folder(),
                Map.of(
                        "LINCHPIN_EMITTED",
                        emitted.toString(),
                        "LINCHPIN_BUILD",
                        output.toString(),
                        "LINCHPIN_CLASS_PATH",
                        classPath));
    }
}
