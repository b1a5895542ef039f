package dev.linchpin;

import dev.linchpin.chain.ValidatedPath;
import dev.linchpin.internal.Quoted;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;

/** Explains a refusal to whoever finds it in a log. */
final class RefusalText {
    private RefusalText() {}

    static String of(PinVerdict verdict) {
        StringBuilder text = new StringBuilder("Certificate pinning failure for ")
                .append(verdict.host())
                .append(": ");
        if (verdict instanceof PinVerdict.Mismatch mismatch) {
            mismatch(text, mismatch);
        } else if (verdict instanceof PinVerdict.Expired expired) {
            text.append("the ").append(expired.rule()).append(" is over and fails closed.");
        } else {
            text.append("no rule covers it, and the policy denies unlisted hosts.");
        }
        return text.toString();
    }

    private static void mismatch(StringBuilder text, PinVerdict.Mismatch mismatch) {
        text.append(sentence(mismatch.reason()));
        if (mismatch.missingIssuer().isPresent()) {
            text.append("\n  Issuer that was not sent: ")
                    .append(mismatch.missingIssuer().get());
        }
        if (mismatch.path().isPresent()) {
            text.append("\n  Validated path of the peer:");
            path(text, mismatch.path().get());
        }
        text.append("\n  Pins of the rule for ").append(mismatch.rule().hosts()).append(':');
        for (Pin pin : mismatch.rule().pins()) {
            text.append("\n    ").append(pin);
        }
    }

    private static String sentence(MismatchReason reason) {
        return switch (reason) {
            case NO_PINNED_CERTIFICATE -> "no valid path of the peer holds a pinned certificate.";
            case PINNED_BEYOND_TRUST ->
                "a pinned certificate stands above another trust anchor, at which the trust manager may have stopped,"
                        + " so that nobody vouches for it; pin that trust anchor or what is below, or let Linchpin make the"
                        + " trust manager (trustedCertificates, or trustManager with rules).";
            case NO_VALID_PATH ->
                "the peer's certificate is not pinned, and no path from it to a trust anchor is valid and accepted by the"
                        + " trust manager.";
            case ISSUER_NOT_SENT ->
                "the trust manager accepts the peer by a path that cannot be followed, since the peer did not send an issuer on"
                        + " it; let the server send its intermediate certificates, or pin the leaf.";
            case NO_TRUST_ANCHORS ->
                "the peer's certificate is not pinned, and the trust manager names no accepted issuers to which a path to a"
                        + " pinned certificate could lead.";
            case SEARCH_BUDGET_EXCEEDED -> "the peer presented certificates that form more paths than can be searched.";
            case UNREADABLE_CERTIFICATE ->
                "the peer presented a certificate whose public key cannot be read unambiguously.";
            case NO_CERTIFICATE -> "the peer presented no certificate.";
        };
    }

    private static void path(StringBuilder text, ValidatedPath path) {
        for (X509Certificate certificate : path.certificates()) {
            text.append("\n    ").append(pinOf(certificate)).append(": ").append(Quoted.subject(certificate));
        }
    }

    private static String pinOf(X509Certificate certificate) {
        try {
            return SpkiPin.of(certificate).toString();
        } catch (PinFormatException e) {
            return "(no pin)";
        }
    }
}
