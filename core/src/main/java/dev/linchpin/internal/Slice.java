package dev.linchpin.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Part of an array, not copied; whoever holds it must not write to the array. Compared by content with {@link #sameAs}. */
@SuppressWarnings("ArrayRecordComponent") // A view that never leaves this package's callers; equality is sameAs().
public record Slice(byte[] bytes, int from, int length) {
    /** All of an array. */
    public static Slice of(byte[] all) {
        return new Slice(all, 0, all.length);
    }

    public int at(int index) {
        return bytes[from + index] & 0xff;
    }

    public byte[] copy() {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    public boolean sameAs(Slice other) {
        return length == other.length && sameRange(other, 0, 0, length);
    }

    /** Whether {@code count} bytes from {@code mine} on equal those of {@code other} from {@code theirs} on. */
    boolean sameRange(Slice other, int mine, int theirs, int count) {
        return ByteBuffer.wrap(bytes, from + mine, count)
                .equals(ByteBuffer.wrap(other.bytes, other.from + theirs, count));
    }
}
