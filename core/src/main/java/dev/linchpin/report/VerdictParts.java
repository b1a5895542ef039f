package dev.linchpin.report;

import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say of a verdict of whatever kind.
 *
 * @param path by which the peer is trusted; empty if none is known
 */
record VerdictParts(
        String name,
        Optional<PinRule> rule,
        Optional<MismatchReason> reason,
        List<X509Certificate> path,
        Optional<String> missingIssuer,
        Optional<UnlistedHosts> unlisted) {

    static VerdictParts of(PinVerdict verdict) {
        if (verdict instanceof PinVerdict.Mismatch of) {
            return mismatch(
                    "mismatch",
                    new PinVerdict.ReportedMismatch(of.host(), of.rule(), of.reason(), of.path(), of.missingIssuer()));
        }
        if (verdict instanceof PinVerdict.ReportedMismatch of) {
            return mismatch("reported-mismatch", of);
        }
        if (verdict instanceof PinVerdict.Expired of) {
            return plain("expired", Optional.of(of.rule()), Optional.empty());
        }
        if (verdict instanceof PinVerdict.Unlisted of) {
            return plain("unlisted", Optional.empty(), Optional.of(of.treatment()));
        }
        return verdict instanceof PinVerdict.Matched of
                ? plain("matched", Optional.of(of.rule()), Optional.empty())
                : plain("exempt", Optional.empty(), Optional.empty());
    }

    private static VerdictParts mismatch(String name, PinVerdict.ReportedMismatch of) {
        return new VerdictParts(
                name,
                Optional.of(of.rule()),
                Optional.of(of.reason()),
                of.path().map(path -> path.certificates()).orElse(List.of()),
                of.missingIssuer(),
                Optional.empty());
    }

    private static VerdictParts plain(String name, Optional<PinRule> rule, Optional<UnlistedHosts> unlisted) {
        return new VerdictParts(name, rule, Optional.empty(), List.of(), Optional.empty(), unlisted);
    }
}
