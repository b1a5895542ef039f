package dev.linchpin.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.conformance.Conformance;
import dev.linchpin.conformance.Scripted;
import dev.linchpin.conformance.TestVectors;
import dev.linchpin.format.Provenance;
import dev.linchpin.recipe.Candidate;
import dev.linchpin.recipe.ExpectedFailures;
import dev.linchpin.recipe.Identity;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.vectors.Answer;
import java.io.StringReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportXmlTest {
    private static final Provenance PROVENANCE = new Provenance(
            Instant.parse("2026-11-27T01:02:03Z"),
            "1.2.3",
            "not known",
            "17.0.1+12",
            "Linux",
            List.of(new Provenance.Software("implementation", "a<b>&\"c\"", "4")));

    private static Element suite(Candidate candidate) throws Exception {
        String xml = ReportXml.write(
                new Conformance(List.of(TestVectors.hosts("good", "bad", "known", "odd")), List.of("host-match"), 1)
                        .judge(List.of(candidate), (answers, of) -> {}),
                PROVENANCE);
        return (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("testsuite")
                .item(0);
    }

    private static String message(Element suite, String element) {
        NodeList found = suite.getElementsByTagName(element);
        assertEquals(1, found.getLength(), element);
        return ((Element) found.item(0)).getAttribute("message");
    }

    @Test
    void tells_each_status_in_the_words_of_JUnit() throws Exception {
        ExpectedFailures expected =
                ExpectedFailures.parse("[{\"tcId\": \"host-match::exact::known\", \"reason\": \"the guide says so\"}]");
        Element suite = suite(new Candidate(
                new Identity("a<b>&\"c\"", "java", ""),
                () -> Scripted.of(host -> switch (host) {
                    case "good" -> Answer.of("match");
                    case "odd" -> throw new IllegalStateException("odd \u0000\u001b]]>\uD800\uFFFF<&\" text");
                    default -> Answer.of("no-match");
                }),
                expected));
        assertEquals("a<b>&\"c\"", suite.getAttribute("name"));
        assertEquals("4", suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("1", suite.getAttribute("errors"));
        assertEquals("1", suite.getAttribute("skipped"));
        assertEquals("no-match; wanted match", message(suite, "failure"));
        assertEquals("odd \uFFFD\uFFFD]]>\uFFFD\uFFFD<&\" text; wanted match", message(suite, "error"));
        assertEquals("expected failure: the guide says so: no-match; wanted match", message(suite, "skipped"));
    }

    @Test
    void says_when_and_of_what_it_was_made() throws Exception {
        Element suite = suite(new Candidate(
                new Identity("mine", "java", ""),
                () -> Scripted.of(host -> Answer.of("match")),
                ExpectedFailures.NONE));
        assertEquals("properties", suite.getFirstChild().getNodeName());
        NodeList properties = suite.getElementsByTagName("property");
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < properties.getLength(); i++) {
            Element property = (Element) properties.item(i);
            found.put(property.getAttribute("name"), property.getAttribute("value"));
        }
        assertEquals(PROVENANCE.properties(), found);
        assertEquals(
                List.of("date", "linchpin.version", "linchpin.commit", "jdk", "system", "implementation.a<b>&\"c\""),
                List.copyOf(found.keySet()));
        assertEquals("2026-11-27T01:02:03Z", found.get("date"));
    }

    @Test
    void tells_what_was_not_run() throws Exception {
        Element suite = suite(new Candidate(
                new Identity("absent", "swift", ""),
                () -> {
                    throw new NotRunException("there is no swift");
                },
                ExpectedFailures.NONE));
        assertEquals("1", suite.getAttribute("tests"));
        assertEquals("not run: there is no swift", message(suite, "skipped"));
    }
}
