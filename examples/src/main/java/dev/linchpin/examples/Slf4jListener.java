package dev.linchpin.examples;

import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import org.slf4j.Logger;

/**
 * One line of the log for each report: an error if a peer was refused, a warning if it was let in all the same. What peers have written into
 * their certificates is escaped, so that none of them writes a line of its own.
 */
record Slf4jListener(Logger log) implements PinReporter {
    @Override
    public void report(PinReport report) {
        if (report.verdict().accepted()) {
            log.warn("accepted without a pin: {}", report);
        } else {
            log.error("refused by its pins: {}", report);
        }
    }
}
