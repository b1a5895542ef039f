package dev.linchpin.recipe;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where code comes from that has a policy built in.
 *
 * @param sample a policy whose code is built at once
 * @param folder for the code
 * @param classPath the jars of this process, for programs in Java
 */
public record EmittedSource(PolicyCode code, PolicySpec sample, Path folder, String classPath) {
    /** Writes a policy as code. */
    public interface PolicyCode {
        /** The text of each file for a target, by its name. */
        Map<String, String> write(String target, PolicySpec policy);
    }
}
