package dev.linchpin.internal.xml;

/**
 * Finds the tags of a well-formed document without DTD, one after the other. A parser of SAX says what is in a tag, but not where
 * the tag begins; asked in step with the parser, this says where. It judges nothing: what is not well-formed the parser refuses.
 */
final class TagScanner {
    private final String text;
    private int position;

    TagScanner(String text, int start) {
        this.text = text;
        this.position = start;
    }

    /** The next tag, from its {@code <} to behind its {@code >}. */
    XmlRange next() {
        while (true) {
            int start = text.indexOf('<', position);
            if (start < 0) {
                throw new IllegalStateException("there is no further tag from character " + position);
            }
            if (text.startsWith("<!--", start)) {
                position = behind("-->", start + 4);
            } else if (text.startsWith("<![CDATA[", start)) {
                position = behind("]]>", start);
            } else if (text.startsWith("<?", start)) {
                position = behind("?>", start);
            } else {
                position = endOfTag(start);
                return new XmlRange(start, position);
            }
        }
    }

    /** How far the text is read. */
    int position() {
        return position;
    }

    private int behind(String end, int from) {
        int at = text.indexOf(end, from);
        return at < 0 ? text.length() : at + end.length();
    }

    /** XML 1.0 §3.1: a {@code >} may stand in the value of an attribute. */
    private int endOfTag(int start) {
        char quote = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return text.length();
    }
}
