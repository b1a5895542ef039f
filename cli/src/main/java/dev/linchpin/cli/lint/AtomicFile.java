package dev.linchpin.cli.lint;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;

/** Replaces a file's content at once: whoever reads it sees the old bytes or the new ones, also if the machine stops in between. */
final class AtomicFile {
    private AtomicFile() {}

    /** @throws IOException if it cannot be, or the file is no longer as it was; it is then untouched */
    static void replace(Path file, byte[] before, byte[] after) throws IOException {
        Path target = file.toRealPath(); // A symbolic link stays one.
        Path folder = target.toAbsolutePath().getParent();
        Path next = Files.createTempFile(folder, "." + target.getFileName(), ".lint");
        try {
            Files.write(next, after);
            PosixFileAttributeView rights = Files.getFileAttributeView(target, PosixFileAttributeView.class);
            if (rights != null) {
                Files.setPosixFilePermissions(next, rights.readAttributes().permissions());
            }
            if (!Arrays.equals(before, Files.readAllBytes(target))) {
                throw new IOException("it has changed in the meantime");
            }
            move(next, target);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void move(Path next, Path target) throws IOException {
        try {
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
