package dev.linchpin.cli.check;

import dev.linchpin.Linchpin;
import dev.linchpin.PeerIdentityException;
import dev.linchpin.PinMismatchException;
import dev.linchpin.chain.PathFinder;
import dev.linchpin.chain.PathOutcome;
import dev.linchpin.chain.PathWitness;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.pin.PinSet;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Judges chains by the {@link dev.linchpin.PinningTrustManager} that clients have: the platform's validation first, then the name, then
 * pins. Safe for use by several threads.
 */
final class ChainJudge {
    private final Linchpin linchpin;
    private final PathFinder paths;

    /** @param anchors the trust anchors; the platform's own if there are none */
    ChainJudge(PinPolicy policy, Collection<X509Certificate> anchors) {
        Linchpin.Builder builder = Linchpin.builder().policy(policy);
        this.linchpin = anchors.isEmpty()
                ? builder.build()
                : builder.trustedCertificates(anchors).build();
        this.paths = PathFinder.of(linchpin.trustManager()::getAcceptedIssuers, Clock.systemUTC());
    }

    /** @param chain as it was sent, leaf first */
    Judgement judge(Hostname host, List<byte[]> chain) {
        List<X509Certificate> sent = new ArrayList<>();
        try {
            for (byte[] der : chain) {
                sent.add(parse(der));
            }
        } catch (CertificateException e) {
            String which = "certificate " + (sent.size() + 1) + " that it sent is malformed: ";
            return new Judgement(Verdict.PKIX_FAILURE, which + reason(e), sent, List.of(), null);
        }
        try {
            ask(host, sent, false);
        } catch (CertificateException e) {
            return refused(e, sent);
        }
        try {
            ask(host, sent, true);
        } catch (CertificateException e) {
            return new Judgement(Verdict.NAME_FAILURE, reason(e), sent, trusted(sent, null), null);
        }
        return accepted(host, sent);
    }

    private static X509Certificate parse(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private void ask(Hostname host, List<X509Certificate> sent, boolean identified) throws CertificateException {
        linchpin.trustManager()
                .checkServerTrusted(
                        sent.toArray(X509Certificate[]::new),
                        ShownHandshake.ANY_KEY_EXCHANGE,
                        new ShownHandshake(host, sent, identified));
    }

    private Judgement refused(CertificateException e, List<X509Certificate> sent) {
        PinVerdict verdict =
                PinMismatchException.find(e).map(PinMismatchException::verdict).orElse(null);
        if (verdict instanceof PinVerdict.Mismatch mismatch) {
            return new Judgement(Verdict.MISMATCH, words(mismatch.reason()), sent, trusted(sent, null), null);
        } else if (verdict instanceof PinVerdict.Expired) {
            return expired(sent, true);
        } else if (verdict != null) {
            return new Judgement(Verdict.DENIED, "the policy denies unlisted hosts", sent, trusted(sent, null), null);
        } else if (PeerIdentityException.find(e).isPresent()) {
            return new Judgement(Verdict.NAME_FAILURE, reason(e), sent, trusted(sent, null), null);
        }
        return new Judgement(Verdict.PKIX_FAILURE, reason(e), sent, List.of(), null);
    }

    private Judgement accepted(Hostname host, List<X509Certificate> sent) {
        PinVerdict verdict = linchpin.verdict(host.toString(), new ShownHandshake(host, sent, true).getSession());
        if (verdict instanceof PinVerdict.Matched matched) {
            return new Judgement(Verdict.OK, "", sent, trusted(sent, matched.pin()), matched.pin());
        } else if (verdict instanceof PinVerdict.ReportedMismatch mismatch) {
            return new Judgement(Verdict.REPORTED_MISMATCH, words(mismatch.reason()), sent, trusted(sent, null), null);
        } else if (verdict instanceof PinVerdict.Expired) {
            return expired(sent, false);
        } else if (verdict instanceof PinVerdict.Exempt) {
            return new Judgement(Verdict.EXEMPT, "", sent, trusted(sent, null), null);
        }
        return new Judgement(Verdict.UNLISTED, "", sent, trusted(sent, null), null);
    }

    private Judgement expired(List<X509Certificate> sent, boolean closed) {
        String consequence = closed ? "clients are refused" : "clients get through unpinned";
        return new Judgement(
                Verdict.EXPIRED_RULE, "the rule is over, and " + consequence, sent, trusted(sent, null), null);
    }

    private static String words(MismatchReason reason) {
        return reason == MismatchReason.NO_PINNED_CERTIFICATE
                ? "no certificate on its path has a pin of the rule"
                : "no pin of the rule counts: "
                        + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A path by which a peer is trusted that was found to be: one that holds the pin, if there is one. Nothing goes by it. */
    private List<X509Certificate> trusted(List<X509Certificate> sent, @Nullable Pin pin) {
        try {
            PinSet wanted = PinSet.of(pin == null ? SpkiPin.of(sent.get(0)) : pin);
            PathOutcome outcome = paths.find(sent, wanted, new Witness());
            return outcome instanceof PathOutcome.Pinned pinned ? pinned.path().certificates() : List.of();
        } catch (PinFormatException e) {
            return List.of();
        }
    }

    /** The innermost cause says what is wrong with a certificate; those around it say that a path is. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return ForeignText.of(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    /** The peer is trusted already; all that is asked is by which certificates. */
    private static final class Witness implements PathWitness {
        @Override
        public boolean accepts(List<X509Certificate> below, X509Certificate anchor) {
            return true;
        }

        @Override
        public boolean knowsOneAnchor() {
            return true;
        }

        @Override
        public Object conditions() {
            return "display";
        }
    }
}
