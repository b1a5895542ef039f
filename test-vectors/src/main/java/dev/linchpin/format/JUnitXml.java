package dev.linchpin.format;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The XML that build servers read test results from. */
public final class JUnitXml {
    private final XMLStreamWriter xml;
    private final Map<String, String> properties;

    private JUnitXml(XMLStreamWriter xml, Map<String, String> properties) {
        this.xml = xml;
        this.properties = properties;
    }

    /** What became of a test. */
    public enum Verdict {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED
    }

    /**
     * One test.
     *
     * @param message what there is to say unless it passed
     */
    public record TestCase(String classname, String name, String seconds, Verdict verdict, String message) {}

    /**
     * Tests that belong together.
     *
     * @param log the end of what was written to standard error
     */
    public record Suite(String name, List<TestCase> tests, String log) {
        public Suite {
            tests = List.copyOf(tests);
        }

        private long count(Verdict verdict) {
            return tests.stream().filter(test -> test.verdict() == verdict).count();
        }
    }

    /** Writes the suites, each with the provenance as its properties. */
    public static String write(String name, Provenance provenance, List<Suite> suites) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JUnitXml(xml, provenance.properties()).document(name, suites);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.append('\n').toString();
    }

    private void document(String name, List<Suite> suites) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        attribute("name", name);
        for (Suite suite : suites) {
            suite(suite);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(Suite suite) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute("name", suite.name());
        attribute("tests", suite.tests().size());
        attribute("failures", suite.count(Verdict.FAILURE));
        attribute("errors", suite.count(Verdict.ERROR));
        attribute("skipped", suite.count(Verdict.SKIPPED));
        properties();
        for (TestCase test : suite.tests()) {
            testCase(test);
        }
        if (!suite.log().isEmpty()) {
            xml.writeStartElement("system-err");
            xml.writeCharacters(allowed(suite.log()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void properties() throws XMLStreamException {
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> property : properties.entrySet()) {
            xml.writeEmptyElement("property");
            attribute("name", property.getKey());
            attribute("value", property.getValue());
        }
        xml.writeEndElement();
    }

    private void testCase(TestCase test) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", test.classname());
        attribute("name", test.name());
        attribute("time", test.seconds());
        if (test.verdict() != Verdict.PASSED) {
            xml.writeEmptyElement(test.verdict().name().toLowerCase(Locale.ROOT));
            attribute("message", test.message());
        }
        xml.writeEndElement();
    }

    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(String.valueOf(value)));
    }

    /** XML 1.0 cannot say most control characters and lone surrogates, not even escaped (§2.2). */
    private static String allowed(String text) {
        StringBuilder allowed = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean fine = c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || (c >= 0x20 && c < 0xD800)
                    || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF);
            allowed.appendCodePoint(fine ? c : '\uFFFD');
        });
        return allowed.toString();
    }
}
