package dev.linchpin.cli.emit;

import dev.linchpin.cli.policy.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where code is written to. A file with other content is somebody's work and stays, unless it is to be replaced; nothing is written until
 * that is known of all.
 */
record OutputFolder(Path folder, boolean replacing) {
    /** What becomes of a file. */
    enum Fate {
        CREATED,
        REPLACED,
        UNCHANGED
    }

    /**
     * Writes the files, and says what became of each.
     *
     * @throws IOException if one is there and may not be replaced, or cannot be written: the message is a sentence about it
     */
    Map<Path, Fate> write(Map<String, String> files) throws IOException {
        Map<Path, Fate> fates = new LinkedHashMap<>();
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            contents.put(path, bytes(file.getValue()));
            fates.put(path, fate(path, bytes(file.getValue())));
        }
        for (Map.Entry<Path, Fate> file : fates.entrySet()) {
            Path path = file.getKey();
            try {
                write(path, Objects.requireNonNull(contents.get(path)), file.getValue());
            } catch (IOException e) {
                takeBack(fates);
                throw new IOException(path + " cannot be written: " + reason(e), e);
            }
        }
        return fates;
    }

    /** What was not there before is not there after a failure. */
    private static void takeBack(Map<Path, Fate> fates) throws IOException {
        for (Map.Entry<Path, Fate> file : fates.entrySet()) {
            if (file.getValue() == Fate.CREATED) {
                Files.deleteIfExists(file.getKey());
            }
        }
    }

    private Fate fate(Path path, byte[] content) throws IOException {
        if (!Files.exists(path)) {
            return Fate.CREATED;
        } else if (!Files.isRegularFile(path)) {
            throw new IOException(path + " is there already, and is no file");
        } else if (Arrays.equals(Files.readAllBytes(path), content)) {
            return Fate.UNCHANGED;
        } else if (!replacing) {
            throw new IOException(path + " is there already with other content, expected --force to replace it");
        }
        return Fate.REPLACED;
    }

    private static void write(Path path, byte[] content, Fate fate) throws IOException {
        switch (fate) {
            case UNCHANGED -> {}
            case REPLACED -> AtomicFile.replace(path, Files.readAllBytes(path), content);
            case CREATED -> {
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.write(path, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        }
    }

    private static String reason(IOException e) {
        return e.getClass() == IOException.class
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName().replace("Exception", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
