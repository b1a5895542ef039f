package dev.linchpin.cli.check;

import dev.linchpin.pin.Pin;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients make of a chain.
 *
 * @param detail why, in words; empty if there is nothing to explain
 * @param sent what the server presented, leaf first, as far as it can be parsed
 * @param path by which it is trusted, trust anchor last; empty if it is not, or if nobody knows
 * @param pin that of the rule which is satisfied
 */
record Judgement(
        Verdict verdict,
        String detail,
        List<X509Certificate> sent,
        List<X509Certificate> path,
        @Nullable Pin pin) {

    static Judgement without(Verdict verdict, String detail) {
        return new Judgement(verdict, detail, List.of(), List.of(), null);
    }

    List<PathCertificate> certificates() {
        return PathCertificate.of(path, sent, pin);
    }
}
