package dev.linchpin.internal;

/**
 * A strict reader of DER (ITU-T X.690 §10): definite, minimal lengths; one-byte tags; nothing past the end of the
 * enclosing element. It copies nothing, its work is linear in the input, and on any input whatsoever it throws
 * {@link DerException} or nothing. Not safe for use by several threads.
 */
public final class DerReader {
    public static final int INTEGER = 0x02;
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int SEQUENCE = 0x30;

    /** No certificate in a TLS 1.3 handshake is larger: {@code cert_data<1..2^24-1>}, RFC 8446 §4.4.2. */
    static final int MAX_BYTES = (1 << 24) - 1;

    private final byte[] bytes;
    private final int end;
    private int position;

    private DerReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    public static DerReader of(byte[] bytes) throws DerException {
        if (bytes.length > MAX_BYTES) {
            throw new DerException(bytes.length + " bytes, more than the " + MAX_BYTES + " that TLS can carry");
        }
        return new DerReader(bytes, 0, bytes.length);
    }

    public static DerReader of(Slice slice) {
        return new DerReader(slice.bytes(), slice.from(), slice.from() + slice.length());
    }

    public boolean atEnd() {
        return position == end;
    }

    public boolean nextIs(int tag) {
        return position < end && (bytes[position] & 0xff) == tag;
    }

    /** Steps over the next element, which must have this tag, and reads what is inside. */
    public DerReader enter(int tag) throws DerException {
        int content = header(tag);
        return new DerReader(bytes, content, position);
    }

    /** Steps over the next element, which must have this tag. */
    public void skip(int tag) throws DerException {
        header(tag);
    }

    /** Steps over the next element, whatever its tag. */
    public void skip() throws DerException {
        if (atEnd()) {
            throw new DerException("an element is missing at offset " + position);
        }
        header(bytes[position] & 0xff);
    }

    /** The next element, header included, which must have this tag. */
    public Slice element(int tag) throws DerException {
        int from = position;
        header(tag);
        return new Slice(bytes, from, position - from);
    }

    /** All that is left inside this element. */
    public Slice rest() {
        Slice rest = new Slice(bytes, position, end - position);
        position = end;
        return rest;
    }

    /** Demands that nothing is left. */
    public void end() throws DerException {
        if (!atEnd()) {
            throw new DerException((end - position) + " unexpected bytes at offset " + position);
        }
    }

    /** Moves {@link #position} behind the next element and returns where its content starts. */
    private int header(int tag) throws DerException {
        if (!nextIs(tag)) {
            String found = atEnd() ? "nothing" : hex(bytes[position] & 0xff);
            throw new DerException("found " + found + " at offset " + position + ", expected tag " + hex(tag));
        }
        if ((tag & 0x1f) == 0x1f) {
            throw new DerException("multi-byte tag at offset " + position);
        }
        int start = position + 1;
        int length = octet(start++);
        if (length >= 0x80) {
            int octets = length & 0x7f;
            if (octets == 0) {
                throw new DerException("indefinite length at offset " + (start - 1));
            }
            if (octets > 3) {
                throw new DerException("length of " + octets + " octets at offset " + (start - 1));
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = (length << 8) | octet(start++);
            }
            if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
                throw new DerException("length is not minimal at offset " + (start - octets - 1));
            }
        }
        if (length > end - start) {
            throw new DerException("element at offset " + position + " ends " + (length - (end - start))
                    + " bytes past the end of what encloses it");
        }
        position = start + length;
        return start;
    }

    private int octet(int at) throws DerException {
        if (at >= end) {
            throw new DerException("input ends inside a header at offset " + at);
        }
        return bytes[at] & 0xff;
    }

    private static String hex(int tag) {
        return String.format("0x%02x", tag);
    }
}
