package dev.linchpin.recipe;

import dev.linchpin.vectors.Hello;

/**
 * Under which name an implementation appears.
 *
 * @param language empty as long as it is not known
 * @param variant {@code published}, {@code fixed} …; empty if there is but one
 */
public record Identity(String name, String language, String variant) {
    /** For a program of which nothing is known but how to start it. */
    public static Identity ofCommand(String command) {
        return new Identity(command, "", "");
    }

    /** Where nothing is known, what the implementation says of itself counts. */
    public Identity introducedBy(Hello hello) {
        return language.isEmpty() ? new Identity(hello.name(), hello.language(), variant) : this;
    }
}
