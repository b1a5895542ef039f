package dev.linchpin.cli.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;

/** Replaces a file's content at once: whoever reads it sees the old bytes or the new ones, also if the machine stops in between. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Replaces it; a symbolic link stays one, to the file with the new content. Its rights are kept.
     *
     * @throws IOException if it cannot be, or the file is no longer as it was; it is then untouched
     */
    public static void replace(Path file, byte[] before, byte[] after) throws IOException {
        Path target = file.toRealPath();
        Path folder = target.toAbsolutePath().getParent();
        Path next = Files.createTempFile(folder, "." + target.getFileName(), ".new");
        try {
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                ByteBuffer content = ByteBuffer.wrap(after);
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true); // Else the name may be on the disk before the bytes.
            }
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
