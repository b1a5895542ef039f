package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartsTest {
    private static final Pattern COLOUR = Pattern.compile("var\\((--[a-z]+)\\)");
    private static final double WIDE_LETTER = 7.5; // on average, in the wide ones of the usual fonts

    @TempDir
    Path folder;

    private SortedMap<String, String> drawn(String name) throws Exception {
        Path charts = folder.resolve(name);
        Charts.draw(List.of(Imagined.report(17, Plan.full()), Imagined.report(25, Plan.full())), charts);
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(charts)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    private Collection<String> drawn() throws Exception {
        return drawn("drawn").values();
    }

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    private static List<Element> elements(Element svg, String name) {
        NodeList found = svg.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    /** Lest a commit of new results changes what did not change. */
    @Test
    void the_same_results_make_the_same_files() throws Exception {
        SortedMap<String, String> once = drawn("once");
        assertEquals(List.of("handshake.svg", "lookup.svg", "verdict.svg"), List.copyOf(once.keySet()));
        assertEquals(once, drawn("twice"));
    }

    @Test
    void text_is_text_within_the_picture() throws Exception {
        for (String chart : drawn()) {
            Element svg = parsed(chart);
            List<Element> texts = elements(svg, "text");
            assertTrue(texts.stream().anyMatch(text -> text.getTextContent().startsWith("JDK 17")), chart);
            double width = Double.parseDouble(svg.getAttribute("width"));
            for (Element text : texts) {
                double length = WIDE_LETTER * text.getTextContent().length();
                double x = Double.parseDouble(text.getAttribute("x"));
                double left = switch (text.getAttribute("class")) {
                    case "end" -> x - length;
                    case "faint middle" -> x - length / 2;
                    default -> x;
                };
                assertTrue(left >= 0 && left + length <= width, text.getTextContent());
            }
        }
    }

    @Test
    void says_what_it_shows_to_those_who_do_not_see_it() throws Exception {
        for (String chart : drawn()) {
            Element svg = parsed(chart);
            assertEquals("img", svg.getAttribute("role"));
            assertEquals("title what", svg.getAttribute("aria-labelledby"));
            assertEquals("title", elements(svg, "title").get(0).getAttribute("id"));
            assertEquals("what", elements(svg, "desc").get(0).getAttribute("id"));
        }
        String handshake = drawn("handshake").get("handshake.svg");
        assertTrue(
                elements(parsed(handshake), "desc")
                        .get(0)
                        .getTextContent()
                        .contains("JDK 17 EC fresh: Linchpin 1 µs, OkHttp 4 µs; "),
                handshake);
    }

    /** In an img, a style is all that can know what the reader prefers: no colour stands anywhere else. */
    @Test
    void every_colour_is_defined_for_light_and_for_dark() throws Exception {
        for (String chart : drawn()) {
            String style = elements(parsed(chart), "style").get(0).getTextContent();
            String light = style.substring(0, style.indexOf("@media (prefers-color-scheme: dark)"));
            String dark = style.substring(light.length(), style.indexOf("text {"));
            assertTrue(COLOUR.matcher(style).find());
            COLOUR.matcher(style).results().map(use -> use.group(1) + ": #").forEach(definition -> {
                assertTrue(light.contains(definition), definition);
                assertTrue(dark.contains(definition), definition);
            });
            assertEquals(
                    List.of(),
                    Stream.of(chart.replace(style, "").split("\n"))
                            .filter(line -> line.contains("#") || line.contains("fill=") || line.contains("stroke="))
                            .toList());
        }
    }

    @Test
    void draws_what_there_is_of_a_run_that_measured_little() throws Exception {
        Charts.draw(List.of(Imagined.report(17, Plan.quick().only(Set.of("PolicyLookup")))), folder);
        try (Stream<Path> drawn = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("lookup.svg")), drawn.toList());
        }
    }
}
