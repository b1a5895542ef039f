package dev.linchpin.cli.policy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read, in words that do not repeat its name. */
public final class Unreadable {
    private Unreadable() {}

    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "there is no such file";
        } else if (e instanceof AccessDeniedException) {
            return "it may not be read";
        } else if (e instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        return "it cannot be read: " + e.getMessage();
    }
}
