package dev.linchpin.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws stored runs as SVG: the same file for the same results, on light ground that dark pages do not swallow. */
final class Charts {
    static final int WIDTH = 900;
    static final int HEIGHT = 440;
    static final Color LINCHPIN = new Color(0x1f6fb4);
    static final Color OK_HTTP = new Color(0xd9822b);
    static final Color QUIET = new Color(0xb8c4ce);
    static final Color MIDDLE = new Color(0x7d93a5);

    private static final Color INK = new Color(0x24292f);
    private static final Color GRID = new Color(0xe4e8ec);
    private static final String FONT = Font.SANS_SERIF;

    private static final Pattern CLIP_PATH = Pattern.compile("clip-?\\d+");
    private static final Pattern FINE_PRINT = Pattern.compile("(\\.\\d{2})\\d+");

    private Charts() {}

    /** @throws IOException if a file cannot be written */
    static void draw(List<Report> reports, Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("lookup.svg"), LookupChart.of(reports));
        for (Report report : reports) {
            String suffix = "-jdk-" + report.jdk() + ".svg";
            write(folder.resolve("handshake" + suffix), HandshakeChart.of(report));
            write(folder.resolve("verdict" + suffix), VerdictChart.of(report));
        }
    }

    /** Writes nothing where nothing was measured. */
    private static void write(Path file, Chart<?, ?> chart) throws IOException {
        if (chart.getSeriesMap().isEmpty()) {
            return;
        }
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg, VectorGraphicsFormat.SVG);
        Files.writeString(file, tidy(svg.toString(StandardCharsets.UTF_8)));
    }

    /** Numbers the clip paths, which the library names after hash codes, and leaves out what is finer than a hundredth of a pixel. */
    private static String tidy(String svg) {
        Map<String, String> numbered = new HashMap<>();
        String named = CLIP_PATH
                .matcher(svg)
                .replaceAll(name -> numbered.computeIfAbsent(name.group(), first -> "clip-" + (numbered.size() + 1)));
        return FINE_PRINT.matcher(named).replaceAll("$1");
    }

    /** The look that all charts share. */
    static void style(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setBaseFont(new Font(FONT, Font.PLAIN, 13));
        styler.setChartTitleFont(new Font(FONT, Font.BOLD, 16));
        styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 12));
        styler.setLegendFont(new Font(FONT, Font.PLAIN, 13));
        styler.setChartFontColor(INK);
        styler.setAxisTickLabelsColor(INK);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(0.7f));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendPadding(14);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setChartPadding(14);
    }
}
