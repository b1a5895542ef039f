package dev.linchpin.cli.check;

import dev.linchpin.format.Counted;

/** How many hosts were checked, and what came of them. For use by one thread. */
final class Totals {
    private int checked;
    private int failed;
    private int warned;

    void add(HostReport report) {
        checked++;
        failed += report.failed() ? 1 : 0;
        warned += report.warned() ? 1 : 0;
    }

    int checked() {
        return checked;
    }

    int failed() {
        return failed;
    }

    int warned() {
        return warned;
    }

    /** In words. */
    @Override
    public String toString() {
        return Counted.of(checked, "host") + ": " + (checked - failed - warned) + " ok, " + warned
                + " ok with warnings, " + failed + " failed";
    }
}
