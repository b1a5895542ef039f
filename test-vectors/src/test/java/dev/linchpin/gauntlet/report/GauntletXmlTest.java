package dev.linchpin.gauntlet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.gauntlet.scenario.Outcome;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class GauntletXmlTest {
    private final MadeUpRun run = new MadeUpRun();

    private NodeList elements(String name) throws Exception {
        String xml = GauntletXml.write(run.report(), MadeUpRun.PROVENANCE);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName(name);
    }

    private Element suite(int number) throws Exception {
        return (Element) elements("testsuite").item(number);
    }

    @Test
    void has_a_suite_for_each_client() throws Exception {
        run.play(MadeUpRun.ROGUE, "okhttp", "BC-first", Outcome.ACCEPT, 55, null);
        assertEquals(4, elements("testsuite").getLength());
        assertEquals("okhttp", suite(0).getAttribute("name"));
        assertEquals("10", suite(0).getAttribute("tests"));
        assertEquals("1", suite(0).getAttribute("failures"));
        assertEquals("1", suite(1).getAttribute("skipped"));
        assertEquals("1", suite(3).getAttribute("skipped"));
    }

    @Test
    void says_in_each_suite_when_and_of_what_it_was_made() throws Exception {
        for (int i = 0; i < 4; i++) {
            Element properties = (Element) suite(i).getFirstChild();
            assertEquals("properties", properties.getTagName());
            StringBuilder found = new StringBuilder();
            NodeList property = properties.getElementsByTagName("property");
            for (int j = 0; j < property.getLength(); j++) {
                Element one = (Element) property.item(j);
                found.append(one.getAttribute("name"))
                        .append('=')
                        .append(one.getAttribute("value"))
                        .append('\n');
            }
            assertEquals("""
                    date=2026-11-27T01:02:03Z
                    linchpin.version=1.2.3
                    linchpin.commit=0123456789abcdef0123456789abcdef01234567-dirty
                    jdk=17.0.1+12 (A maker of JDKs)
                    system=Linux 6.1 amd64
                    provider.Conscrypt=2.9.0
                    client.okhttp=5.5.1
                    client.unpinned=5.5.1
                    client.node-published-with-handler=
                    """, found.toString());
        }
    }
}
