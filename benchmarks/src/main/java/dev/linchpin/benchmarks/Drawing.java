package dev.linchpin.benchmarks;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A chart as SVG: its text is text, its colours are those of the reader's light or dark, and it is narrow enough for a phone. A bar where the
 * axis begins at zero, a dot where it does not; whiskers hold the mean with 99.9 %.
 */
final class Drawing {
    private static final int WIDTH = 520;
    private static final int MARGIN = 20;
    private static final int LEFT = 146; // between the labels of rows and the axis
    private static final int RIGHT = 440; // beyond it there is room for the value
    private static final int TOP = 86;
    private static final int HEADING = 30;
    private static final int TO_HEADING = 19;
    private static final int LANE = 20;
    private static final int BETWEEN_ROWS = 8;
    private static final int TICKS = 26;
    private static final int BETWEEN_PANELS = 30;
    private static final int FAN = 28;
    private static final int NOTE = 19;
    private static final int LEGEND = 36;
    private static final int LETTER = 8; // at most, in most fonts
    private static final int BAR = 12;
    private static final int DOT = 5;
    private static final int CAP = 4;
    private static final int TO_BASELINE = 5;

    private static final String STYLE = """

            svg { --paper: #ffffff; --edge: #d0d7de; --ink: #1f2328; --faint: #59636e; --grid: #d8dee4; --lens: #eef6ff;
                  --handshake: #818b98; --linchpin: #0969da; --okhttp: #d4700a; }
            @media (prefers-color-scheme: dark) {
              svg { --paper: #0d1117; --edge: #3d444d; --ink: #f0f6fc; --faint: #9198a1; --grid: #2f363e; --lens: #121d2f;
                    --handshake: #818b98; --linchpin: #4493f8; --okhttp: #f0883e; }
            }
            text { font: 14px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink); }
            .title { font-size: 18px; font-weight: 600; }
            .heading { font-weight: 600; }
            .faint { fill: var(--faint); }
            .middle { text-anchor: middle; }
            .end { text-anchor: end; }
            .card { fill: var(--paper); stroke: var(--edge); }
            .grid { stroke: var(--grid); }
            .lens { fill: var(--lens); stroke: var(--grid); }
            .whisker { fill: none; stroke: var(--ink); stroke-width: 1.5; }
            .handshake { fill: var(--handshake); }
            .linchpin { fill: var(--linchpin); }
            .okhttp { fill: var(--okhttp); }
            """;

    private final XMLStreamWriter xml;

    private Drawing(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(Chart chart) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new Drawing(xml).chart(chart);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.append('\n').toString();
    }

    private void chart(Chart chart) throws XMLStreamException {
        int height = TOP
                + chart.panels().stream().mapToInt(Drawing::height).sum()
                + NOTE * (chart.notes().size() + 1)
                + MARGIN / 2;
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        attributes("viewBox", "0 0 " + WIDTH + " " + height, "width", WIDTH, "height", height);
        attributes("role", "img", "aria-labelledby", "title what");
        element("title", chart.title(), "id", "title");
        element("desc", chart.description(), "id", "what");
        element("style", STYLE);
        shape("rect", "class", "card", "x", 0.5, "y", 0.5, "width", WIDTH - 1, "height", height - 1, "rx", 10);
        text("title", MARGIN, 38, chart.title());
        legend(chart.series());
        int top = TOP;
        for (int i = 0; i < chart.panels().size(); i++) {
            Panel panel = chart.panels().get(i);
            if (panel.enlarges() && i > 0) {
                lens(chart.panels().get(i - 1).axis(), panel, top);
            }
            panel(panel, top);
            top += height(panel);
        }
        notes(chart.notes(), top);
        line();
        xml.writeEndElement();
    }

    private void legend(List<Series> series) throws XMLStreamException {
        int x = MARGIN;
        for (Series each : series) {
            shape("circle", "class", each.style(), "cx", x + BAR / 2, "cy", 60, "r", BAR / 2);
            text("faint", x + BAR + CAP, 60 + TO_BASELINE, each.title());
            x += LEGEND + LETTER * each.title().length();
        }
    }

    private void notes(List<String> notes, int top) throws XMLStreamException {
        int y = top;
        for (String note : notes) {
            text("faint", MARGIN, y, note);
            y += NOTE;
        }
        text("faint", MARGIN, y, "Whiskers hold the mean with 99.9 %.");
    }

    private static int height(Panel panel) {
        return HEADING + lanes(panel) + TICKS + BETWEEN_PANELS;
    }

    private static int lanes(Panel panel) {
        return panel.rows().stream()
                .mapToInt(row -> BETWEEN_ROWS + LANE * row.marks().size())
                .sum();
    }

    private void panel(Panel panel, int top) throws XMLStreamException {
        int bottom = top + HEADING + lanes(panel);
        text("heading", MARGIN, top + TO_HEADING, panel.heading());
        for (double tick : panel.axis().ticks()) {
            double x = x(panel.axis(), tick);
            shape("path", "class", "grid", "d", "M" + number(x) + " " + (top + HEADING) + "V" + bottom);
            text("faint middle", x, bottom + 18, panel.axis().tick(tick));
        }
        int lane = top + HEADING + BETWEEN_ROWS / 2 + LANE / 2;
        for (Row row : panel.rows()) {
            text("end", LEFT - 10, lane + LANE * (row.marks().size() - 1) / 2.0 + TO_BASELINE, row.label());
            for (Map.Entry<Series, Metric> mark : row.marks().entrySet()) {
                mark(panel.axis(), mark.getKey(), mark.getValue(), lane);
                lane += LANE;
            }
            lane += BETWEEN_ROWS;
        }
    }

    /** A fan from the beginning of the axis above to the whole width of this one. */
    private void lens(Axis above, Panel panel, int top) throws XMLStreamException {
        double until = x(above, panel.axis().to());
        String fan = "M" + LEFT + " " + (top - FAN) + "H" + number(until) + "L" + RIGHT + " " + top;
        shape("path", "class", "lens", "d", fan + "v" + (HEADING + lanes(panel)) + "H" + LEFT + "z");
        String first = panel.axis().text().apply(panel.axis().to());
        String times = Claim.number(Math.rint(above.to() / panel.axis().to()));
        text("faint", LEFT + CAP * 2, top + TO_HEADING, "the first " + first + ", enlarged " + times + " times");
    }

    private void mark(Axis axis, Series series, Metric metric, int y) throws XMLStreamException {
        double x = x(axis, metric.median());
        double low = x(axis, Axis.low(metric));
        double high = x(axis, Axis.high(metric));
        if (axis.logarithmic()) {
            shape("circle", "class", series.style(), "cx", x, "cy", y, "r", DOT);
        } else {
            shape("rect", "class", series.style(), "x", LEFT, "y", y - BAR / 2, "width", x - LEFT, "height", BAR);
        }
        whisker(low, high, y);
        double end = Math.max(high, x + (axis.logarithmic() ? DOT : 0));
        text("", end + CAP * 2, y + TO_BASELINE, axis.text().apply(metric.median()));
    }

    /** Without a cap at the left end of the axis, before which it may begin. */
    private void whisker(double low, double high, int y) throws XMLStreamException {
        if (high > low) {
            String line = "M" + number(low) + " " + y + "H" + number(high);
            shape("path", "class", "whisker", "d", (low > LEFT ? cap(low, y) : "") + line + cap(high, y));
        }
    }

    private static String cap(double x, int y) {
        return "M" + number(x) + " " + (y - CAP) + "v" + 2 * CAP;
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.share(value) * (RIGHT - LEFT);
    }

    private void text(String style, double x, double y, String text) throws XMLStreamException {
        if (style.isEmpty()) {
            element("text", text, "x", x, "y", y);
        } else {
            element("text", text, "class", style, "x", x, "y", y);
        }
    }

    private void element(String name, String text, Object... attributes) throws XMLStreamException {
        line();
        xml.writeStartElement(name);
        attributes(attributes);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void shape(String name, Object... attributes) throws XMLStreamException {
        line();
        xml.writeEmptyElement(name);
        attributes(attributes);
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    /** @param attributes name, value, name, value … */
    private void attributes(Object... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            xml.writeAttribute(
                    String.valueOf(attributes[i]),
                    value instanceof Double number ? number(number) : String.valueOf(value));
        }
    }

    /** A tenth of a pixel is fine enough. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
    }
}
