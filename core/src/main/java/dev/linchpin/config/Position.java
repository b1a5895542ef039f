package dev.linchpin.config;

/**
 * A piece of a file's text.
 *
 * @param line from 1
 * @param column from 1, in characters (UTF-16 code units)
 * @param start the offset of its first character from the beginning of the text
 * @param end the offset behind its last character
 */
public record Position(int line, int column, int start, int end) {
    /** {@code line:column}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
