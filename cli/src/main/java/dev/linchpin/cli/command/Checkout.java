package dev.linchpin.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checkout that some commands work on. */
public final class Checkout {
    private Checkout() {}

    /** The folder that the launcher names in {@code LINCHPIN_HOME}; without one, the checkout that this runs in, if it runs in one. */
    public static Optional<Path> folder() {
        String home = System.getenv("LINCHPIN_HOME");
        Path start = home == null ? Path.of("") : Path.of(home);
        for (@Nullable Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("test-vectors/vectors"))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
