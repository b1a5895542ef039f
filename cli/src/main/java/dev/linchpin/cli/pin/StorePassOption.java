package dev.linchpin.cli.pin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the password of key stores comes from, in the words of {@code keytool}. */
final class StorePassOption {
    @Option(
            names = "--storepass",
            paramLabel = "PASSWORD",
            description = "The password of key stores; asked for on the terminal unless given. Other users may see it.")
    private @Nullable String password;

    @Option(names = "--storepass:env", paramLabel = "NAME", description = "It is in this environment variable.")
    private @Nullable String variable;

    @Option(names = "--storepass:file", paramLabel = "FILE", description = "It is the first line of this file.")
    private @Nullable Path file;

    /** @throws SourceException if it is not where it should be */
    char[] read() throws SourceException {
        if (password != null) {
            return password.toCharArray();
        } else if (file != null) {
            return firstLine(file);
        }
        @Nullable String value = variable == null ? null : System.getenv(variable);
        if (value == null) {
            throw new SourceException("--storepass:env " + variable + ": there is no such environment variable");
        }
        return value.toCharArray();
    }

    private static char[] firstLine(Path file) throws SourceException {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return content.lines().findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new SourceException("--storepass:file " + file + ": it cannot be read", e);
        }
    }
}
