package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as the fuzzer writes it: UTF-8, and {@code \}{@code uXXXX} for what UTF-8 cannot say, such as half a surrogate pair. */
final class FuzzedText {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    /** Any message quotes at most a piece of the text that it refuses. */
    private static final int LONGEST_MESSAGE = 900;

    private FuzzedText() {}

    static String of(byte[] input) {
        return ESCAPE.matcher(new String(input, StandardCharsets.UTF_8)).replaceAll(FuzzedText::character);
    }

    private static String character(MatchResult escape) {
        String character = String.valueOf((char) Integer.parseInt(escape.group(1), 16));
        return Matcher.quoteReplacement(character);
    }

    /** A refusal is one sentence that can be printed anywhere, whatever was refused. */
    static void assertReadable(IllegalArgumentException refusal) {
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("expected"), message);
        assertTrue(message.length() <= LONGEST_MESSAGE, message);
        assertFalse(message.chars().anyMatch(Character::isISOControl), message);
    }
}
