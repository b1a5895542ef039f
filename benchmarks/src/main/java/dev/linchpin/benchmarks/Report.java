package dev.linchpin.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.linchpin.cli.command.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code --json} prints, and what is stored of a run.
 *
 * @param jdk feature version
 * @param plan quick or full
 * @param date when the run began, ISO 8601 in UTC
 */
@JsonPropertyOrder({"jdk", "bars", "plan", "date", "machine", "measurements"})
record Report(int jdk, List<Bar> bars, String plan, String date, Machine machine, List<Measurement> measurements) {
    private static final JsonMapper READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    Report {
        bars = List.copyOf(bars);
        measurements = List.copyOf(measurements);
    }

    Measurements measured() {
        return new Measurements(measurements);
    }

    boolean holds() {
        return bars.stream().allMatch(Bar::holds);
    }

    String json() {
        return Json.write(this);
    }

    static Path file(Path folder, int jdk) {
        return folder.resolve("jdk-" + jdk + ".json");
    }

    void store(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(file(folder, jdk), json() + "\n");
    }

    /**
     * What was stored of a run on this JDK.
     *
     * @throws IOException if there is a file that is no report
     */
    static Optional<Report> stored(Path folder, int jdk) throws IOException {
        Path file = file(folder, jdk);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /**
     * What was stored of runs on any JDK, by version.
     *
     * @throws IOException if there is no such folder, or a file that is no report
     */
    static List<Report> allStored(Path folder) throws IOException {
        List<Report> reports = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Report::isNamedSo).toList()) {
                reports.add(read(file));
            }
        }
        reports.sort(java.util.Comparator.comparingInt(Report::jdk));
        return reports;
    }

    private static boolean isNamedSo(Path file) {
        return file.getFileName().toString().matches("jdk-\\d+\\.json");
    }

    private static Report read(Path file) throws IOException {
        try {
            return READER.readValue(Files.readString(file, StandardCharsets.UTF_8), Report.class);
        } catch (JacksonException | NullPointerException e) {
            throw new IOException(file + " is no stored result of linchpin bench", e);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        }
    }
}
