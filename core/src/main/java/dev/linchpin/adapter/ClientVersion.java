package dev.linchpin.adapter;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version such as {@code 5.7-alpha1}, of which up to three numbers at the beginning count. */
record ClientVersion(String text, int major, int minor, int patch) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?(?:[.-].*)?");

    private static final Comparator<ClientVersion> BY_NUMBERS = Comparator.comparingInt(ClientVersion::major)
            .thenComparingInt(ClientVersion::minor)
            .thenComparingInt(ClientVersion::patch);

    /** What is first of the two, and reads as a version. */
    static @Nullable ClientVersion find(@Nullable String first, @Nullable String second) {
        for (String text : new String[] {first, second}) {
            Matcher numbers = NUMBERS.matcher(text == null ? "" : text);
            if (numbers.matches()) {
                return new ClientVersion(numbers.group(), number(numbers, 1), number(numbers, 2), number(numbers, 3));
            }
        }
        return null;
    }

    private static int number(Matcher numbers, int group) {
        String digits = numbers.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Whether this comes before all versions that begin with these numbers. */
    boolean isBefore(String bound) {
        ClientVersion other = find(bound, null);
        if (other == null) {
            throw new IllegalArgumentException("not a version: " + bound);
        }
        return BY_NUMBERS.compare(this, other) < 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
