package dev.linchpin.cli.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one certificate that a host presents at one of its addresses.
 *
 * @param address with its port; as it was asked for if it has none
 * @param kind of key for which the server was asked: {@code EC}, {@code RSA} …; null if it presented nothing
 * @param detail why, in words; empty if there is nothing to explain
 * @param match which pin is satisfied; null if none is
 * @param renewal what becomes of the match when the certificate is renewed; empty without one
 */
record ServerReport(
        String address,
        @Nullable String kind,
        Verdict verdict,
        String detail,
        @Nullable Match match,
        String renewal,
        List<PathCertificate> certificates) {

    /**
     * A pin of the rule that is satisfied.
     *
     * @param number in the order of the rule, from 1
     * @param of how many pins the rule has
     */
    record Match(String pin, int number, int of, PathCertificate.Role role) {
        @Override
        public String toString() {
            return "matched pin " + number + " of " + of + " (" + role.id() + ")";
        }
    }

    /** Whether another one is the same but for the address. */
    boolean isLike(ServerReport other) {
        return at("").equals(other.at(""));
    }

    private ServerReport at(String otherAddress) {
        return new ServerReport(otherAddress, kind, verdict, detail, match, renewal, certificates);
    }

    /** Whether a finding is only about its verdict. */
    boolean tells(Finding finding) {
        return verdict.id().equals(finding.id());
    }

    /** What it is, in a few words. */
    String place() {
        return kind == null ? address : address + ", " + kind + " certificate";
    }

    /** What came of it, in a few words. */
    String outcome() {
        String text = match == null ? verdict.text() : verdict.text() + ": " + match;
        return detail.isEmpty() ? text : text + ": " + detail;
    }
}
