package dev.linchpin.report;

/**
 * Hears of every verdict for which {@link dev.linchpin.verdict.PinVerdict#reported()} holds: mismatches, expired rules and,
 * if the policy says so, unlisted hosts. What repeats itself, the same kind of verdict for the same reason, host, leaf and policy
 * generation, is heard once a minute, since clients judge the same peer again for every address they try and every request they send.
 *
 * <p>Called for one report after the other, in the order of the verdicts, on a daemon thread that each
 * {@link dev.linchpin.Linchpin} has for it: nothing it does changes a verdict, and no handshake waits for it. Whatever it throws
 * is dropped. So are new reports while too many wait: 128 refusals of listed hosts, 64 other verdicts about listed hosts, 64 about
 * unlisted ones, each with places of its own, so that a flood of one hides none of the others. The next report says how many
 * were dropped ({@link PinReport#dropped()}), and what was dropped is reported when it happens again. An implementation that serves several {@code Linchpin} must be safe for use
 * by several threads.
 */
@FunctionalInterface
public interface PinReporter {
    void report(PinReport report);
}
