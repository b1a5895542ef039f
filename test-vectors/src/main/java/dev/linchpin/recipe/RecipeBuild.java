package dev.linchpin.recipe;

import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.ImplementationFailure;
import dev.linchpin.process.Tail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The build of a recipe, done once for all its variants. Safe for use by several threads. */
final class RecipeBuild {
    /** The slowest toolchain needs about a minute on a slow machine. */
    private static final long MINUTES = 10;

    /** What a process has written is here at once, unless another one that it started holds the stream open. */
    private static final long MILLISECONDS_FOR_THE_REST = 2000;

    private final Recipe recipe;
    private final Path output;
    private final Map<String, String> environment;
    private boolean done;
    private @Nullable String failure;

    /** @param output the folder for what is built */
    RecipeBuild(Recipe recipe, Path output) {
        this(recipe, output, Map.of());
    }

    /** @param environment what its commands are told beside the folder */
    RecipeBuild(Recipe recipe, Path output, Map<String, String> environment) {
        this.recipe = recipe;
        this.output = output.toAbsolutePath();
        this.environment = new HashMap<>(environment);
        this.environment.put("LINCHPIN_BUILD", this.output.toString());
    }

    /** The command of a variant, which finds what was built. */
    ChildProcess.Command command(List<String> words) {
        return command(words, Map.of());
    }

    /** The same, which is told more. */
    ChildProcess.Command command(List<String> words, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new ChildProcess.Command(words, recipe.folder(), all);
    }

    /** @throws ImplementationFailure if the build fails, or has failed before */
    synchronized void ensureDone() {
        if (!done && !recipe.build().isEmpty()) {
            failure = build();
        }
        done = true;
        if (failure != null) {
            throw ImplementationFailure.error("the build failed: " + failure);
        }
    }

    private @Nullable String build() {
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        return run(command(recipe.build()));
    }

    /**
     * Runs the command that fails where something is missing; one without words finds nothing missing.
     *
     * @throws NotRunException with the last line of what it wrote
     */
    static void require(String name, ChildProcess.Command needs) throws NotRunException {
        String failure = needs.words().isEmpty() ? null : run(needs);
        if (failure != null) {
            String reason = failure.strip();
            throw new NotRunException(
                    name + " needs what is not here: " + reason.substring(reason.lastIndexOf('\n') + 1));
        }
    }

    /** Runs a command to its end; if that is not a good one, what it was and the last of what the command wrote. */
    static @Nullable String run(ChildProcess.Command command) {
        Tail log = new Tail();
        try {
            ProcessBuilder builder = new ProcessBuilder(command.words())
                    .directory(command.folder().toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(command.environment());
            Process build = builder.start();
            build.getOutputStream().close();
            Thread reader = new Thread(() -> log.drain(build.getInputStream()), "linchpin-conformance-build");
            reader.setDaemon(true);
            reader.start();
            boolean ended = build.waitFor(MINUTES, TimeUnit.MINUTES);
            reader.join(ended ? MILLISECONDS_FOR_THE_REST : 1); // to destroy a process closes its streams
            build.descendants().forEach(ProcessHandle::destroyForcibly);
            build.destroyForcibly();
            if (!ended) {
                return "no end after " + MINUTES + " minutes\n" + log.text();
            }
            return build.exitValue() == 0 ? null : "exited with " + build.exitValue() + "\n" + log.text();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            throw ImplementationFailure.interrupted();
        }
    }
}
