package dev.linchpin.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.conformance.Conformance;
import dev.linchpin.conformance.Scripted;
import dev.linchpin.conformance.TestVectors;
import dev.linchpin.recipe.Candidate;
import dev.linchpin.recipe.ExpectedFailures;
import dev.linchpin.recipe.Identity;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.vectors.Answer;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportXmlTest {
    private static Element suite(Candidate candidate) throws Exception {
        String xml = ReportXml.write(
                new Conformance(List.of(TestVectors.hosts("good", "bad", "known", "odd")), List.of("host-match"), 1)
                        .judge(List.of(candidate), (answers, of) -> {}));
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
