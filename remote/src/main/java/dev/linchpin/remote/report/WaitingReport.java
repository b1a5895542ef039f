package dev.linchpin.remote.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A report that waits to be sent, and how it is written into a file: one line with a checksum, and the JSON. A file that was cut short,
 * has a byte changed or was never ours is told from a report.
 *
 * @param number in the order of acceptance
 * @param told how many dropped reports it tells of
 * @param json in ASCII
 */
record WaitingReport(long number, Rank rank, long told, String json) {
    /** More than the first line ever has, so that room in memory is room on the disk. */
    static final int OVERHEAD = 64;

    private static final String FORMAT = "linchpin-report 1 ";
    private static final Pattern FIRST_LINE =
            Pattern.compile(FORMAT + "([0-9a-f]{8}) ((REFUSED|LISTED|UNLISTED) ([0-9]{1,18}))");

    /** The bytes that it takes, in memory as on the disk. */
    int size() {
        return json.length() + OVERHEAD;
    }

    byte[] record() {
        byte[] body = json.getBytes(US_ASCII);
        String what = rank + " " + told;
        byte[] line = (FORMAT + checksum(what, body) + " " + what + "\n").getBytes(US_ASCII);
        byte[] record = Arrays.copyOf(line, line.length + body.length);
        System.arraycopy(body, 0, record, line.length, body.length);
        return record;
    }

    /**
     * Reads what {@link #record} wrote.
     *
     * @throws IOException if it is anything else, or not all of it
     */
    static WaitingReport read(long number, byte[] record) throws IOException {
        int end = 0;
        while (end < record.length && record[end] != '\n') {
            end++;
        }
        Matcher line = FIRST_LINE.matcher(new String(record, 0, Math.min(end, OVERHEAD), US_ASCII));
        if (end == record.length || !line.matches()) {
            throw new IOException("no report");
        }
        byte[] body = Arrays.copyOfRange(record, end + 1, record.length);
        if (!line.group(1).equals(checksum(line.group(2), body))) {
            throw new IOException("a damaged report");
        }
        Rank rank = Rank.valueOf(line.group(3));
        return new WaitingReport(number, rank, Long.parseLong(line.group(4)), new String(body, US_ASCII));
    }

    /** Against accidents. Whoever may write into the folder may write reports. */
    private static String checksum(String what, byte[] body) {
        CRC32 checksum = new CRC32();
        checksum.update(what.getBytes(US_ASCII));
        checksum.update(body);
        return String.format("%08x", checksum.getValue());
    }
}
