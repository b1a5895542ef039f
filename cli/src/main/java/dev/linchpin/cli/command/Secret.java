package dev.linchpin.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a password comes from that is not to stand on the command line, which other users may see. */
public final class Secret {
    private Secret() {}

    /**
     * The value of an environment variable.
     *
     * @throws IllegalArgumentException if there is none: the message is a sentence about the option
     */
    public static char[] ofVariable(String option, String name) {
        @Nullable String value = System.getenv(name);
        if (value == null) {
            throw new IllegalArgumentException(option + " " + name + ": there is no such environment variable");
        }
        return value.toCharArray();
    }

    /**
     * The first line of a file.
     *
     * @throws IllegalArgumentException if it cannot be read: the message is a sentence about the option
     */
    public static char[] ofFile(String option, Path file) {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return content.lines().findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new IllegalArgumentException(option + " " + file + ": it cannot be read", e);
        }
    }
}
