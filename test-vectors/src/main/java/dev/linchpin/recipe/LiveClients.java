package dev.linchpin.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The programs of a recipe that connect to servers. Immutable.
 *
 * @param variants by name, in the order of the file
 * @param none why there are none; empty if there are
 */
public record LiveClients(Map<String, Variant> variants, String none) {
    public LiveClients {
        variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    }

    /**
     * One program.
     *
     * @param needs a command that fails where something is missing that the program runs with; empty if nothing can be
     * @param unsupported the scenarios in which it cannot take part
     * @param expectedFailures the scenarios that it fails
     */
    public record Variant(
            List<String> command, List<String> needs, ExpectedFailures unsupported, ExpectedFailures expectedFailures) {
        public Variant {
            command = List.copyOf(command);
            needs = List.copyOf(needs);
        }

        static Variant of(JsonNode variant) {
            return new Variant(
                    JsonText.texts(variant.required("command")),
                    JsonText.texts(variant.path("needs")),
                    ExpectedFailures.ofScenarios(variant.path("unsupported")),
                    ExpectedFailures.ofScenarios(variant.path("expectedFailures")));
        }
    }

    /** Reads an object of variants, or a text that says why there are none. */
    static LiveClients of(JsonNode live) {
        Map<String, Variant> variants = new LinkedHashMap<>();
        if (live.isMissingNode()) {
            return new LiveClients(variants, "the recipe has no program that connects");
        } else if (live.isString()) {
            return new LiveClients(variants, live.stringValue());
        }
        live.asObject()
                .propertyStream()
                .forEach(variant -> variants.put(variant.getKey(), Variant.of(variant.getValue())));
        return new LiveClients(variants, "");
    }

    List<LiveCandidate> candidates(Recipe recipe, RecipeBuild build, String path) {
        String name = recipe.folder().getFileName().toString();
        if (variants.isEmpty()) {
            return List.of(new LiveCandidate(new Identity(name, recipe.language(), ""), () -> {
                throw new NotRunException(none);
            }));
        }
        List<LiveCandidate> candidates = new ArrayList<>();
        variants.forEach((variant, program) -> {
            Identity identity = new Identity(name + "-" + variant, recipe.language(), variant);
            candidates.add(new LiveCandidate(identity, () -> {
                recipe.requireToolchain(path);
                RecipeBuild.require(identity.name(), build.command(program.needs()));
                build.ensureDone();
                return ProgramDriver.start(identity.name(), build.command(program.command()), program);
            }));
        });
        return candidates;
    }
}
