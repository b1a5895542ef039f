package dev.linchpin.config;

/**
 * A change of a file's text that leaves every other character alone.
 *
 * @param start the offset of the first character that goes
 * @param end the offset behind the last one; equal to {@code start} where text is only put in
 * @param replacement what comes instead
 */
public record Edit(int start, int end, String replacement) {
    public Edit {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("an edit goes from " + start + " to " + end + ", expected a range");
        }
    }
}
