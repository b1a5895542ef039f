package dev.linchpin.cli.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the result goes. It remembers why that failed, which a writer forgets. */
final class Outlet extends OutputStream {
    private final OutputStream target;
    private final Predicate<IOException> readerHasGone;
    private @Nullable IOException failure;

    private Outlet(OutputStream target, Predicate<IOException> readerHasGone) {
        this.target = target;
        this.readerHasGone = readerHasGone;
    }

    static Outlet to(OutputStream target) {
        return new Outlet(target, failure -> "Broken pipe".equals(failure.getMessage()));
    }

    /** Standard output. What the system says of a broken pipe depends on its language, but only what is no pipe has a position. */
    static Outlet ofProcess() {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        return new Outlet(out, failure -> !hasPosition(out.getChannel()));
    }

    private static boolean hasPosition(FileChannel channel) {
        try {
            return channel.position() >= 0;
        } catch (IOException noPosition) {
            return false;
        }
    }

    /** Why something could not be written; nothing if the reader of a pipe has gone, as {@code head} does when it has enough. */
    Optional<String> failure() {
        return Optional.ofNullable(failure)
                .filter(reason -> !readerHasGone.test(reason))
                .map(reason -> String.valueOf(reason.getMessage()));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
