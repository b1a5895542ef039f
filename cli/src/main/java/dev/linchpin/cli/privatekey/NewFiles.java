package dev.linchpin.cli.privatekey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A secret file and a public one, neither of which was there before: both are written, or none. */
public record NewFiles(Path secret, Path open) {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * Writes them. Nobody but their owner can ever read the secret, where the file system knows owners.
     *
     * @throws IOException if one is there already or cannot be written: the message is a sentence about it
     */
    public void write(String secretText, String openText) throws IOException {
        if (Files.exists(open)) {
            throw new IOException(reason(open, new FileAlreadyExistsException(open.toString())));
        }
        boolean posix = secret.getFileSystem().supportedFileAttributeViews().contains("posix");
        create(secret, secretText, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
        try {
            create(open, openText);
        } catch (IOException e) {
            Files.delete(secret);
            throw e;
        }
    }

    private static void create(Path file, String text, FileAttribute<?>... attributes) throws IOException {
        Set<StandardOpenOption> asNew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean created = false;
        try (SeekableByteChannel channel = Files.newByteChannel(file, asNew, attributes)) {
            created = true;
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            if (created) {
                Files.deleteIfExists(file);
            }
            throw new IOException(reason(file, e), e);
        }
    }

    private static String reason(Path file, IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return file + " is there already, and is not overwritten";
        } else if (e instanceof NoSuchFileException) {
            return file + " cannot be written: there is no such folder";
        } else if (e instanceof AccessDeniedException) {
            return file + " cannot be written: its folder takes no files of yours";
        }
        return file + " cannot be written: " + e.getMessage();
    }
}
