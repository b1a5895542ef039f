package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with the documents that were adopted, as they were served. Whoever stops the process or the machine at whatever instruction leaves
 * the documents of before or those of after. Several processes may share one; safe for use by several threads.
 *
 * <p>Nothing in it is believed for being there. A checksum finds what a disk has spoilt; what somebody has written into it has to be signed,
 * as if it had come from the network.
 */
public final class BundleStore {
    private static final String MAGIC = "linchpin-bundles 1 ";
    private static final Pattern HEAD = Pattern.compile(MAGIC + "([0-9a-f]{64}) ([0-9]{1,9})\n");
    private static final int HEAD_CHARS = MAGIC.length() + 64 + 1 + 9 + 1;
    /** One for each succession of keys, and the last. */
    private static final int MAX_DOCUMENTS = 64;

    private static final long MAX_BYTES = 16L << 20;
    private static final int CHUNK = 4096;
    private static final ConcurrentMap<Path, Object> LOCKS = new ConcurrentHashMap<>();

    private final Path file;
    private final Path next;
    private final Path lock;
    private final Object monitor;
    private final Steps steps;

    private BundleStore(Path file, Steps steps) {
        Path absolute = file.toAbsolutePath().normalize();
        String name = String.valueOf(absolute.getFileName());
        this.file = absolute;
        this.next = absolute.resolveSibling("." + name + ".new");
        this.lock = absolute.resolveSibling("." + name + ".lock");
        this.monitor = LOCKS.computeIfAbsent(absolute, path -> new Object());
        this.steps = steps;
    }

    /** The store in this file, which need not exist; beside it are one for the lock, and one while it is written. */
    public static BundleStore in(Path file) {
        return new BundleStore(file, step -> {});
    }

    static BundleStore in(Path file, Steps steps) {
        return new BundleStore(file, steps);
    }

    /** Hears what is about to happen to the disk. */
    interface Steps {
        void before(String step) throws IOException;
    }

    /** What is done while nobody else writes, in this process or another. */
    interface Exclusive<T> {
        T run() throws IOException, BundleRefusedException;
    }

    <T> T exclusively(Exclusive<T> work) throws IOException, BundleRefusedException {
        synchronized (monitor) { // A process gets no second lock on a file.
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                Objects.requireNonNull(held);
                return work.run();
            }
        }
    }

    /**
     * The documents in the order in which they were adopted; nothing if there is no file.
     *
     * @throws CorruptStoreException if the file is not one that {@link #write} has written
     */
    Optional<List<byte[]>> read() throws IOException {
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CorruptStoreException("it has " + Files.size(file) + " bytes, expected at most " + MAX_BYTES);
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Matcher head = HEAD.matcher(new String(bytes, 0, Math.min(bytes.length, HEAD_CHARS), US_ASCII));
        if (!head.lookingAt()) {
            throw new CorruptStoreException("it does not begin as a store does");
        }
        ByteBuffer body = ByteBuffer.wrap(bytes, head.end(), bytes.length - head.end());
        if (body.remaining() != Integer.parseInt(Objects.requireNonNull(head.group(2)))) {
            throw new CorruptStoreException("it has another length than it says");
        }
        if (!Sha256.hex(body.duplicate()).equals(head.group(1))) {
            throw new CorruptStoreException("its checksum is another");
        }
        return Optional.of(documents(body));
    }

    private static List<byte[]> documents(ByteBuffer body) throws CorruptStoreException {
        List<byte[]> documents = new ArrayList<>();
        while (body.hasRemaining()) {
            int length = body.remaining() < Integer.BYTES ? -1 : body.getInt();
            if (length < 0 || length > body.remaining() || documents.size() == MAX_DOCUMENTS) {
                throw new CorruptStoreException("its documents have other lengths than it says");
            }
            byte[] document = new byte[length];
            body.get(document);
            documents.add(document);
        }
        if (documents.isEmpty()) {
            throw new CorruptStoreException("there is no document in it");
        }
        return documents;
    }

    /** Replaces all documents: on the disk when this returns, and as before if it throws. To be called {@link #exclusively}. */
    void write(List<byte[]> documents) throws IOException {
        byte[] content = content(documents);
        try {
            steps.before("create");
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (int written = 0; written < content.length; ) {
                    steps.before("write");
                    int length = Math.min(CHUNK, content.length - written);
                    written += channel.write(ByteBuffer.wrap(content, written, length));
                }
                steps.before("force");
                channel.force(true); // Else the name may be on the disk before the bytes.
            }
            steps.before("move");
            move();
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
        steps.before("force folder");
        forceFolder();
        steps.before("end");
    }

    private static byte[] content(List<byte[]> documents) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] document : documents) {
            body.write(
                    ByteBuffer.allocate(Integer.BYTES).putInt(document.length).array(), 0, Integer.BYTES);
            body.write(document, 0, document.length);
        }
        if (documents.size() > MAX_DOCUMENTS || body.size() > MAX_BYTES - HEAD_CHARS) {
            throw new IOException(
                    "the keys were succeeded so often that the store is full, expected an application with later keys");
        }
        String head = MAGIC + Sha256.hex(ByteBuffer.wrap(body.toByteArray())) + " " + body.size() + "\n";
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(head.getBytes(US_ASCII), 0, head.length());
        content.write(body.toByteArray(), 0, body.size());
        return content.toByteArray();
    }

    private void move() throws IOException {
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system cannot replace a file at once, expected one that can", e);
        }
    }

    /** So that the new name outlives a loss of power. Some systems open no folders, and have nothing to force. */
    private void forceFolder() throws IOException {
        FileChannel folder;
        try {
            folder = FileChannel.open(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ);
        } catch (IOException e) {
            return;
        }
        try (FileChannel open = folder) {
            open.force(true);
        }
    }

    @Override
    public String toString() {
        return "store " + file;
    }
}
