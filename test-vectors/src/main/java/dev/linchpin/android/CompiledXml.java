package dev.linchpin.android;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML file as it is in an application: aapt2 has compiled it, and what the device reads is not what somebody wrote. Comments are gone, but
 * a text that had one inside has become two; white space alone is no text, and at the ends of a text it is one blank; attributes have types
 * ({@link AttributeValue}) and are sorted; those of {@code tools} are gone. What that aapt2 does was seen, not read.
 */
record CompiledXml(List<Node> nodes) {
    private static final String TOOLS = "http://schemas.android.com/tools";
    private static final String ASCII_WHITE_SPACE = " \t\n\u000b\f\r";

    private static final XMLInputFactory PARSERS = XMLInputFactory.newDefaultFactory();

    static {
        PARSERS.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        PARSERS.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
    }

    /** What the device comes across, one after the other. */
    sealed interface Node {
        /** The line, as messages of the platform say it; of an end, where the element begins. */
        int line();
    }

    record Start(String name, List<Attribute> attributes, int line) implements Node {}

    record Text(String text, int line) implements Node {}

    record End(String name, int line) implements Node {}

    /** @param namespace empty for none */
    record Attribute(String namespace, String name, AttributeValue value) {}

    /**
     * Compiles a file.
     *
     * @param resources as in {@link AttributeValue#compile}
     * @throws NotCompiledException if it is not well-formed, or refers to a resource that does not exist
     */
    static CompiledXml compile(String text, Map<String, Integer> resources) throws NotCompiledException {
        try {
            return new Compiler(PARSERS.createXMLStreamReader(new StringReader(text)), resources).compile();
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            throw new NotCompiledException("line " + line + ": not well-formed");
        }
    }

    private static final class Compiler {
        private final XMLStreamReader in;
        private final Map<String, Integer> resources;
        private final List<Node> nodes = new ArrayList<>();
        private final Deque<Start> open = new ArrayDeque<>();
        private final StringBuilder pending = new StringBuilder();

        Compiler(XMLStreamReader in, Map<String, Integer> resources) {
            this.in = in;
            this.resources = resources;
        }

        CompiledXml compile() throws XMLStreamException, NotCompiledException {
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        finishText();
                        Start start = new Start(in.getLocalName(), attributes(), line());
                        open.push(start);
                        nodes.add(start);
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        finishText();
                        Start start = open.pop();
                        nodes.add(new End(start.name(), start.line()));
                    }
                    case XMLStreamConstants.COMMENT -> finishText();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        pending.append(in.getText());
                    default -> {}
                }
            }
            return new CompiledXml(List.copyOf(nodes));
        }

        private void finishText() {
            String text = pending.toString();
            pending.setLength(0);
            String bare = trim(text);
            if (!bare.isEmpty()) {
                int before = text.indexOf(bare.charAt(0));
                String lead = before == 0 ? "" : " ";
                String trail = before + bare.length() == text.length() ? "" : " ";
                nodes.add(new Text(lead + bare + trail, line()));
            }
        }

        private List<Attribute> attributes() throws NotCompiledException {
            List<Attribute> attributes = new ArrayList<>();
            for (int i = 0; i < in.getAttributeCount(); i++) {
                String uri = in.getAttributeNamespace(i);
                if (!TOOLS.equals(uri)) {
                    attributes.add(new Attribute(
                            uri == null ? "" : uri,
                            in.getAttributeLocalName(i),
                            AttributeValue.compile(in.getAttributeValue(i), resources)));
                }
            }
            attributes.sort(Comparator.comparing(Attribute::namespace).thenComparing(Attribute::name));
            return List.copyOf(attributes);
        }

        private int line() {
            return in.getLocation().getLineNumber();
        }
    }

    /** Without the white space at both ends that C knows. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && ASCII_WHITE_SPACE.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && ASCII_WHITE_SPACE.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }
}
