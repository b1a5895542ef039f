package dev.linchpin.remote.report;

import dev.linchpin.verdict.PinVerdict;

/** How much a report is worth, the most first: what there is no room for goes from the end. */
enum Rank {
    /** Refusals of listed hosts: what pins are there for. */
    REFUSED,
    /** Listed hosts that were accepted although no pin was satisfied. */
    LISTED,
    /** Hosts without a rule, of which anybody can make as many as they like. */
    UNLISTED;

    static Rank of(PinVerdict verdict) {
        if (verdict instanceof PinVerdict.Unlisted) {
            return UNLISTED;
        }
        return verdict.accepted() ? LISTED : REFUSED;
    }
}
