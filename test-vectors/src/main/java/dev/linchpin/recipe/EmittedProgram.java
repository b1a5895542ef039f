package dev.linchpin.recipe;

import dev.linchpin.process.ImplementationFailure;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A program that sends its requests by code that has a policy built in.
 *
 * @param needs a command that fails where something is missing that the program runs with; empty if nothing can be
 * @param build run once for each policy; empty if there is nothing to build
 * @param unsupported the scenarios in which it cannot take part
 */
public record EmittedProgram(
        List<String> command, List<String> needs, List<String> build, ExpectedFailures unsupported) {
    public EmittedProgram {
        command = List.copyOf(command);
        needs = List.copyOf(needs);
        build = List.copyOf(build);
    }

    static EmittedProgram of(JsonNode program) {
        return new EmittedProgram(
                JsonText.texts(program.required("command")),
                JsonText.texts(program.path("needs")),
                JsonText.texts(program.path("build")),
                ExpectedFailures.ofScenarios(program.path("unsupported")));
    }

    /** The program for the sample, started; those for other policies are built as they are needed. */
    ProgramDriver open(String target, String language, EmittedSource source, RecipeBuild recipe)
            throws NotRunException {
        EmittedBuild build = new EmittedBuild(target, this, source, recipe);
        build.requireNeeds();
        recipe.ensureDone();
        try {
            return ProgramDriver.builtFor(source.sample(), target, language, build::command, unsupported);
        } catch (IOException e) {
            throw ImplementationFailure.error(String.valueOf(e.getMessage()));
        }
    }
}
