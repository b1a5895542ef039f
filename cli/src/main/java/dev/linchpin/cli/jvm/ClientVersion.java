package dev.linchpin.cli.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A version of a client that its adapter is held to. */
public record ClientVersion(ClientFamily family, String version) {
    /** All of them, the oldest of each client first: the lines of {@code client-versions.txt}. */
    public static List<ClientVersion> all() {
        InputStream resource = Objects.requireNonNull(
                ClientVersion.class.getResourceAsStream("client-versions.txt"), "client-versions.txt");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", -1))
                    .map(words -> new ClientVersion(ClientFamily.named(words[0]), words[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isDrivenBy(String driver) {
        return family.isDrivenBy(driver);
    }

    /** What to ask Maven for, as {@code group:artifact:version}. */
    List<String> coordinates() {
        return family.artifacts(version)
                .map(artifact -> artifact + ":" + version)
                .toList();
    }

    /** What a driver is called when it drives this version: {@code jetty-dynamic-12.0.29}. */
    String nameOf(String driver) {
        return driver + "-" + version;
    }

    @Override
    public String toString() {
        return family + "-" + version;
    }
}
