package dev.linchpin.internal.xml;

/** A piece of the text, from {@code start} to before {@code end}, in characters from its beginning. */
public record XmlRange(int start, int end) {}
