package dev.linchpin.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws stored runs as SVG: the same file for the same results. */
final class Charts {
    private Charts() {}

    /** @throws IOException if a file cannot be written */
    static void draw(List<Report> reports, Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("handshake.svg"), HandshakeChart.of(reports));
        write(folder.resolve("lookup.svg"), LookupChart.of(reports));
        write(folder.resolve("verdict.svg"), VerdictChart.of(reports));
    }

    /** Writes nothing where nothing was measured. */
    private static void write(Path file, Chart chart) throws IOException {
        if (!chart.isEmpty()) {
            Files.writeString(file, Drawing.of(chart));
        }
    }
}
