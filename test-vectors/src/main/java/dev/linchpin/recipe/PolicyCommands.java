package dev.linchpin.recipe;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.process.ChildProcess;
import java.io.IOException;

/** How to come by programs into which a policy is built. */
@FunctionalInterface
public interface PolicyCommands {
    /**
     * Builds the program that enforces this policy, and says how to start it. Called once for each policy; at the same time for several, if
     * several are asked for.
     *
     * @throws IOException if it cannot be built, with the reason
     */
    ChildProcess.Command command(PolicySpec policy) throws IOException;
}
