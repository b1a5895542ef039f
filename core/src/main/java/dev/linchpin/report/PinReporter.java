package dev.linchpin.report;

/**
 * Hears of every verdict for which {@link dev.linchpin.verdict.PinVerdict#reported()} holds: mismatches, expired rules and,
 * if the policy says so, unlisted hosts. What repeats itself for the same host, leaf and policy generation is heard once a
 * minute, since clients judge the same peer again for every address they try and every request they send.
 *
 * <p>Called on the thread that shakes hands or sends, on some clients an I/O thread that serves many connections: an
 * implementation must be safe for use by several threads and must not block; hand over to a queue. An exception that it
 * throws is dropped; nothing it does changes the verdict.
 */
@FunctionalInterface
public interface PinReporter {
    void report(PinReport report);
}
