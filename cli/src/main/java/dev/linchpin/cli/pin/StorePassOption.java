package dev.linchpin.cli.pin;

import dev.linchpin.cli.command.Secret;
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
        try {
            if (file != null) {
                return Secret.ofFile("--storepass:file", file);
            }
            return variable != null
                    ? Secret.ofVariable("--storepass:env", variable)
                    : String.valueOf(password).toCharArray();
        } catch (IllegalArgumentException e) {
            throw new SourceException(String.valueOf(e.getMessage()), e);
        }
    }
}
