package dev.linchpin.report;

/**
 * Hears of every verdict for which {@link dev.linchpin.verdict.PinVerdict#reported()} holds: mismatches, expired rules and,
 * if the policy says so, unlisted hosts. What repeats itself for the same host, leaf and policy generation is heard once a
 * minute, since clients judge the same peer again for every address they try and every request they send.
 *
 * <p>Called for one report after the other, in the order of the verdicts, on a daemon thread that each
 * {@link dev.linchpin.Linchpin} has for it: nothing it does changes a verdict, and no handshake waits for it. Whatever it throws
 * is dropped, and so are new reports while 256 wait. An implementation that serves several {@code Linchpin} must be safe for use
 * by several threads.
 */
@FunctionalInterface
public interface PinReporter {
    void report(PinReport report);
}
