package dev.linchpin.cli.privatekey;

import dev.linchpin.cli.command.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the pass phrase that encrypts a private key comes from. */
public final class KeyPassOption {
    @Option(
            names = "--keypass:env",
            paramLabel = "NAME",
            description = "The pass phrase that encrypts the key is in this environment variable.")
    private @Nullable String variable;

    @Option(names = "--keypass:file", paramLabel = "FILE", description = "It is the first line of this file.")
    private @Nullable Path file;

    /**
     * The pass phrase.
     *
     * @throws IllegalArgumentException if it is empty, or not where it should be: the message is a sentence about the option
     */
    public char[] read() {
        char[] secret = file != null
                ? Secret.ofFile("--keypass:file", file)
                : Secret.ofVariable("--keypass:env", String.valueOf(variable));
        if (secret.length == 0) {
            throw new IllegalArgumentException("the pass phrase is empty, expected one of some characters");
        }
        return secret;
    }
}
