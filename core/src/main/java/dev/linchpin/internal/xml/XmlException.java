package dev.linchpin.internal.xml;

/** What is no well-formed document of bounded size without a DTD, and where. */
public final class XmlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;

    XmlException(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    /** Where it was found, in characters from the beginning of the text. */
    public int offset() {
        return offset;
    }
}
