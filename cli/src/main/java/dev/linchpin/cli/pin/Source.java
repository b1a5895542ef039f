package dev.linchpin.cli.pin;

import dev.linchpin.cli.peer.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a SOURCE on the command line means: standard input, else a file if there is one, else a host. */
sealed interface Source {
    /** Far more than any store or bundle holds, and little enough to be kept in memory. */
    int MAX_BYTES = 32 * 1024 * 1024;

    static Source parse(String text) throws SourceException {
        if (text.equals("-")) {
            return new Input();
        }
        Path file = existing(text);
        return file == null ? new Host(endpoint(text)) : new File(file);
    }

    private static @Nullable Path existing(String text) {
        try {
            Path path = Path.of(text);
            return text.isEmpty() || !Files.exists(path) ? null : path;
        } catch (InvalidPathException noNameOfAFile) {
            return null;
        }
    }

    private static Endpoint endpoint(String text) throws SourceException {
        try {
            return Endpoint.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SourceException("no such file, and " + e.getMessage(), e);
        }
    }

    /** Standard input. */
    record Input() implements Source {}

    /** An existing file. */
    record File(Path path) implements Source {
        byte[] content() throws SourceException {
            if (Files.isDirectory(path)) {
                throw new SourceException("it is a directory");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return readAll(in);
            } catch (AccessDeniedException e) {
                throw new SourceException("it may not be read", e);
            } catch (IOException e) {
                throw new SourceException("it cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** A TLS server. */
    record Host(Endpoint endpoint) implements Source {}

    static byte[] readAll(InputStream in) throws IOException, SourceException {
        byte[] content = in.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new SourceException("it is larger than " + MAX_BYTES / (1024 * 1024) + " MiB");
        }
        return content;
    }
}
