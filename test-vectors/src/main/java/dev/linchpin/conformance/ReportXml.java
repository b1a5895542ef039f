package dev.linchpin.conformance;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report as JUnit's XML, a suite for each implementation. A failure that was expected counts as skipped, with its reason. */
public final class ReportXml {
    private final XMLStreamWriter xml;

    private ReportXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static String write(ConformanceReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new ReportXml(xml).document(report);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.append('\n').toString();
    }

    private void document(ConformanceReport report) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "linchpin conformance");
        for (ImplementationResult implementation : report.implementations()) {
            suite(implementation);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(ImplementationResult implementation) throws XMLStreamException {
        int problems = implementation.problems().size();
        int absent = implementation.wasRun() || problems > 0 ? 0 : 1;
        String name = implementation.identity().name();
        xml.writeStartElement("testsuite");
        attribute("name", name);
        attribute("tests", implementation.cases().size() + problems + absent);
        attribute("failures", implementation.count(Status.FAIL, Status.XPASS));
        attribute("errors", implementation.count(Status.ERROR, Status.CRASH, Status.HANG) + problems);
        attribute("skipped", implementation.count(Status.SKIP, Status.XFAIL) + absent);
        for (String problem : implementation.problems()) {
            testCase(name, name, "0", "error", problem);
        }
        if (absent == 1) {
            testCase(name, name, "0", "skipped", "not run: " + implementation.notRun());
        }
        for (CaseResult result : implementation.cases()) {
            testCase(
                    name + "." + result.question().topic(),
                    result.question().test().tcId(),
                    String.format(Locale.ROOT, "%.3f", result.took().toMillis() / 1000.0),
                    element(result.status()),
                    message(result));
        }
        if (!implementation.log().isEmpty()) {
            xml.writeStartElement("system-err");
            xml.writeCharacters(allowed(implementation.log()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void testCase(String classname, String name, String seconds, String element, String message)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", classname);
        attribute("name", name);
        attribute("time", seconds);
        if (!element.isEmpty()) {
            xml.writeEmptyElement(element);
            attribute("message", message);
        }
        xml.writeEndElement();
    }

    private static String element(Status status) {
        return switch (status) {
            case PASS -> "";
            case SKIP, XFAIL -> "skipped";
            case FAIL, XPASS -> "failure";
            case ERROR, CRASH, HANG -> "error";
        };
    }

    private static String message(CaseResult result) {
        String text = result.gotText() + (result.wantedText().isEmpty() ? "" : "; wanted " + result.wantedText());
        return switch (result.status()) {
            case PASS, FAIL, ERROR, SKIP -> text;
            case CRASH, HANG -> result.status().name().toLowerCase(Locale.ROOT) + ": " + text;
            case XFAIL -> "expected failure: " + result.excuse() + ": " + text;
            case XPASS -> "unexpectedly not failed (" + result.excuse() + "): " + text;
        };
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
