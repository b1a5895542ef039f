package dev.linchpin.testee;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.vectors.Answer;
import dev.linchpin.verdict.PinVerdict;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The operations that judge a peer. {@code pin.check} is what happens in a handshake: the pinning trust manager is handed the chain
 * and an engine that names the host and asks for HTTPS identification; the JDK's own trust manager decides about chain, dates and
 * host name, Linchpin about the pins. Both take the vector's time: the JDK's by {@link PKIXBuilderParameters#setDate}.
 */
final class PeerDecision {
    private static final String HOST = "any.host.example";

    private PeerDecision() {}

    static Answer pinCheck(Input input) {
        Instant now = Instant.parse(input.text("now"));
        List<X509Certificate> chain;
        List<X509Certificate> anchors;
        try {
            chain = certificates(input.allBytes("chain"));
            anchors = certificates(input.allBytes("anchors"));
        } catch (CertificateException malformed) {
            return Answer.of("reject");
        }
        String host = input.text("host");
        Linchpin linchpin = Linchpin.builder()
                .policy(policy(CoreImplementation.enforcedByAnyPin(host, CoreImplementation.pins(input))
                        .build()))
                .trustManager(anchors, trusted -> platform(trusted, now))
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
        try {
            linchpin.trustManager()
                    .checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN", new HandshakeEngine(host));
            return Answer.of("match");
        } catch (CertificateException refused) {
            return Answer.of(PinMismatchException.in(refused).isPresent() ? "mismatch" : "reject");
        }
    }

    static Answer policyDecide(Input input) {
        Instant now = Instant.parse(input.text("now"));
        PinRule rule = rule(input.object("rule"));
        if (!input.text("platform").equals("accepted")) {
            return Answer.of("reject");
        }
        List<X509Certificate> peer;
        try {
            peer = certificates(List.of(input.bytes("certificate")));
        } catch (CertificateException malformed) {
            return Answer.of("reject");
        }
        Linchpin linchpin = Linchpin.builder()
                .policy(policy(rule))
                .trustedCertificates(peer)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
        return answer(linchpin.verdict(HOST, peer));
    }

    private static PinRule rule(Input input) {
        PinRule.Builder rule = PinRule.builder(HOST).pins(input.texts("pins")).mode(CoreImplementation.mode(input));
        if (input.has("expires")) {
            boolean open = input.text("afterExpiry").equals("fail-open");
            rule.expires(input.text("expires"), open ? AfterExpiry.FAIL_OPEN : AfterExpiry.FAIL_CLOSED);
        }
        return rule.build();
    }

    private static Answer answer(PinVerdict verdict) {
        if (verdict instanceof PinVerdict.Matched) {
            return Answer.of("match");
        }
        if (verdict instanceof PinVerdict.ReportedMismatch) {
            return Answer.of("report");
        }
        if (verdict instanceof PinVerdict.Expired) {
            return Answer.of(verdict.accepted() ? "expired" : "reject");
        }
        return Answer.of("mismatch");
    }

    private static PinPolicy policy(PinRule rule) {
        return PinPolicy.builder().rule(rule).build();
    }

    private static X509ExtendedTrustManager platform(Set<TrustAnchor> trusted, Instant now) {
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no PKIX trust manager", e);
        }
    }

    private static List<X509Certificate> certificates(List<byte[]> encoded) throws CertificateException {
        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] der : encoded) {
            certificates.add((X509Certificate) x509.generateCertificate(new ByteArrayInputStream(der)));
        }
        return certificates;
    }
}
