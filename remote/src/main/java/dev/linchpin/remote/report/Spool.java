package dev.linchpin.remote.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Waiting reports in a folder, one file each, so that damage to one is no damage to another. A file comes into being whole, by
 * renaming, after its bytes are on the disk; a process that is killed in between leaves a part, which the next one takes away. The folder
 * belongs to one process at a time, by a lock that ends with it.
 */
final class Spool implements Closeable {
    private static final Pattern NAME = Pattern.compile("(0[0-9]{18})\\.report");
    private static final String PART = ".part";

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private Spool(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** @throws IOException if the folder cannot be made or written, or another sender has it */
    static Spool open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lockFile =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(lockFile);
        if (lock == null) {
            lockFile.close();
            throw new IOException("the spool is in use by another sender");
        }
        return new Spool(folder, lockFile, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** What a folder held. */
    record Content(List<WaitingReport> reports, int damaged) {}

    /**
     * The reports of processes before this one, in the order of their acceptance. What cannot be read is taken away, and so is a file
     * of more than this many bytes, which is none of ours.
     */
    Content load(long most) throws IOException {
        List<WaitingReport> reports = new ArrayList<>();
        int damaged = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Matcher report = NAME.matcher(name);
                if (name.endsWith(PART)) {
                    Files.deleteIfExists(file);
                } else if (report.matches()) {
                    try {
                        reports.add(read(file, Long.parseLong(report.group(1)), most));
                    } catch (IOException e) {
                        Files.deleteIfExists(file);
                        damaged++;
                    }
                }
            }
        }
        reports.sort(Comparator.comparingLong(WaitingReport::number));
        return new Content(reports, damaged);
    }

    private static WaitingReport read(Path file, long number, long most) throws IOException {
        if (Files.size(file) > most) {
            throw new IOException("no report");
        }
        return WaitingReport.read(number, Files.readAllBytes(file));
    }

    /** When this returns, the report outlives the process. */
    void write(WaitingReport report) throws IOException {
        Path file = file(report);
        Path part = folder.resolve(file.getFileName() + PART);
        try {
            force(part, report.record());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part); // A full disk is not to be filled with what was not written.
            throw e;
        }
    }

    private static void force(Path part, byte[] record) throws IOException {
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(record);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    void delete(WaitingReport report) throws IOException {
        Files.deleteIfExists(file(report));
    }

    private Path file(WaitingReport report) {
        return folder.resolve(String.format("%019d.report", report.number()));
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
