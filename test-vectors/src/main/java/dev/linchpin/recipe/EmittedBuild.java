package dev.linchpin.recipe;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.ImplementationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes the code for a policy into a folder of its own, and builds the program that runs it.
 *
 * @param target for which the code is written
 * @param recipe what the recipe has built, for all policies
 */
record EmittedBuild(String target, EmittedProgram program, EmittedSource source, RecipeBuild recipe) {
    /** @throws NotRunException if something is missing here that the program runs with */
    void requireNeeds() throws NotRunException {
        RecipeBuild.require(target, command(program.needs(), source.folder()));
    }

    /**
     * The command that starts the program for a policy.
     *
     * @throws ImplementationFailure if it cannot be built
     */
    ChildProcess.Command command(PolicySpec policy) throws IOException {
        Path folder = Files.createTempDirectory(source.folder(), target + "-");
        for (Map.Entry<String, String> file :
                source.code().write(target, policy).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        if (!program.build().isEmpty()) {
            String failure = RecipeBuild.run(command(program.build(), folder));
            if (failure != null) {
                throw ImplementationFailure.error("the build failed: " + failure);
            }
        }
        return command(program.command(), folder);
    }

    private ChildProcess.Command command(List<String> words, Path emitted) {
        return recipe.command(
                words, Map.of("LINCHPIN_EMITTED", emitted.toAbsolutePath().toString()));
    }
}
