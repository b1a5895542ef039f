package dev.linchpin.internal.xml;

import dev.linchpin.internal.Quoted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/** Builds the tree out of the parser's events. */
final class XmlTree extends DefaultHandler2 {
    /** Android's own format needs four levels, and one more for each nested {@code domain-config}. */
    private static final int MAX_DEPTH = 64;

    /** With {@link XmlText#MAX_CHARS}, what keeps the tree within some hundred megabytes. */
    private static final int MAX_ELEMENTS = 1_000_000;

    private static final int MAX_ATTRIBUTES = 64;

    /** Room for 170 pins of certificates; a number or date of millions of digits keeps a parser busy for minutes. */
    private static final int MAX_ATTRIBUTE = 10_000;

    private final String text;
    private final int start;
    private final TagScanner tags;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final StringBuilder pending = new StringBuilder();
    private int elements;
    private @Nullable XmlElement root;

    XmlTree(String text, int start) {
        this.text = text;
        this.start = start;
        this.tags = new TagScanner(text, start);
    }

    XmlElement root() {
        return Objects.requireNonNull(root, "a document that was parsed has a root");
    }

    @Override
    public void startElement(String namespace, String name, String qualified, Attributes attributes)
            throws SAXException {
        flushText();
        XmlRange tag = tags.next();
        if (open.size() == MAX_DEPTH) {
            throw refused(tag, "elements are nested more than " + MAX_DEPTH + " deep, expected less");
        }
        if (++elements > MAX_ELEMENTS) {
            throw refused(tag, "the file has more than " + MAX_ELEMENTS + " elements, expected less");
        }
        if (attributes.getLength() > MAX_ATTRIBUTES) {
            throw refused(tag, "an element has more than " + MAX_ATTRIBUTES + " attributes, expected less");
        }
        XmlElement element = new XmlElement(namespace, name, tag, attributes(tag, attributes));
        XmlElement parent = open.peek();
        if (parent != null) {
            parent.add(element);
        } else {
            root = element;
        }
        open.push(element);
    }

    private List<XmlAttribute> attributes(XmlRange tag, Attributes attributes) throws SAXException {
        List<XmlAttribute> all = new ArrayList<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.getValue(i).length() > MAX_ATTRIBUTE) {
                throw refused(tag, "an attribute is longer than " + MAX_ATTRIBUTE + " characters, expected less");
            }
            XmlRange content = value(tag, attributes.getQName(i));
            int nameStart = text.lastIndexOf(attributes.getQName(i), content.start());
            all.add(new XmlAttribute(
                    attributes.getURI(i),
                    attributes.getLocalName(i),
                    attributes.getValue(i),
                    new XmlRange(nameStart, content.end() + 1),
                    content));
        }
        return all;
    }

    /** What stands between the quotation marks of an attribute; XML 1.0 §3.1 lets no name come twice in a tag. */
    private XmlRange value(XmlRange tag, String qualifiedName) {
        int i = tag.start() + 1;
        while (i < tag.end()) {
            int equals = text.indexOf('=', i);
            int open = equals + 1;
            while (text.charAt(open) != '"' && text.charAt(open) != '\'') {
                open++;
            }
            int close = text.indexOf(text.charAt(open), open + 1);
            String before = text.substring(i, equals).trim();
            boolean found = before.equals(qualifiedName)
                    || (before.endsWith(qualifiedName)
                            && before.charAt(before.length() - qualifiedName.length() - 1) <= ' ');
            if (found) {
                return new XmlRange(open + 1, close);
            }
            i = close + 1;
        }
        return tag;
    }

    @Override
    public void characters(char[] characters, int offset, int length) {
        pending.append(characters, offset, length);
    }

    /** A text comes in pieces, as the parser's buffer has it. */
    private void flushText() {
        XmlElement element = open.peek();
        if (element != null && pending.length() > 0) {
            element.add(pending.toString());
        }
        pending.setLength(0);
    }

    @Override
    public void endElement(String namespace, String name, String qualified) {
        flushText();
        XmlElement element = open.pop();
        boolean empty = text.charAt(element.startTag().end() - 2) == '/';
        element.end(empty ? element.startTag() : tags.next());
    }

    /** Ends a text, as it does for Android's resource compiler. */
    @Override
    public void comment(char[] characters, int offset, int length) {
        flushText();
    }

    /** There is nothing to resolve in a document without DTD. */
    @Override
    public InputSource resolveEntity(@Nullable String publicId, @Nullable String systemId) throws SAXException {
        throw new SAXException(
                new XmlException(start, "the file refers to another file, expected one that stands alone"));
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
        throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
        throw e;
    }

    XmlException fault(SAXParseException e) {
        String reason = String.valueOf(e.getMessage());
        int offset = offset(e.getLineNumber(), e.getColumnNumber());
        return new XmlException(offset, "the file is not well-formed XML: " + Quoted.plain(reason));
    }

    XmlException fault(String reason) {
        return new XmlException(tags.position(), "the file is not well-formed XML: " + Quoted.plain(reason));
    }

    private SAXException refused(XmlRange tag, String reason) {
        return new SAXException(new XmlException(tag.start(), reason));
    }

    private int offset(int line, int column) {
        int at = start;
        for (int i = 1; i < line; i++) {
            int feed = nextLine(at);
            if (feed < 0) {
                break;
            }
            at = feed;
        }
        return Math.max(start, Math.min(text.length(), at + Math.max(column, 1) - 1));
    }

    private int nextLine(int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                return i + 1;
            }
        }
        return -1;
    }
}
