package dev.linchpin.adapter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version such as {@code 5.7-alpha1}, of which the numbers at the beginning count. */
record ClientVersion(String text, int major, int minor) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[.-].*)?");

    /** What is first of the two, and reads as a version. */
    static @Nullable ClientVersion find(@Nullable String first, @Nullable String second) {
        for (String text : new String[] {first, second}) {
            Matcher numbers = NUMBERS.matcher(text == null ? "" : text);
            if (numbers.matches()) {
                String minor = numbers.group(2);
                return new ClientVersion(
                        numbers.group(),
                        Integer.parseInt(numbers.group(1)),
                        minor == null ? 0 : Integer.parseInt(minor));
            }
        }
        return null;
    }

    /** Whether this comes before all versions that begin with these numbers. */
    boolean isBefore(String bound) {
        ClientVersion other = find(bound, null);
        if (other == null) {
            throw new IllegalArgumentException("not a version: " + bound);
        }
        return major < other.major || (major == other.major && minor < other.minor);
    }

    @Override
    public String toString() {
        return text;
    }
}
