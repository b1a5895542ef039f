package dev.linchpin.chain;

import dev.linchpin.internal.Sha256;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;

/** Which key signed which certificate: each pair is verified at most once in a search. Not safe for use by several threads. */
final class Signatures {
    private final SearchBudget budget;
    private final Map<Link, Boolean> known = new HashMap<>();

    Signatures(SearchBudget budget) {
        this.budget = budget;
    }

    boolean isSignedBy(CertificateNode certificate, CertificateNode issuer) throws SearchBudget.Exceeded {
        Link link = new Link(certificate, issuer.identity());
        Boolean answer = known.get(link);
        if (answer == null) {
            budget.signatures(1);
            answer = verify(certificate, issuer.key());
            known.put(link, answer);
        }
        return answer;
    }

    /** Whether a check has failed before; nothing is verified for the answer. */
    boolean isKnownToBeForged(CertificateNode certificate, CertificateNode issuer) {
        return Boolean.FALSE.equals(known.get(new Link(certificate, issuer.identity())));
    }

    private static boolean verify(CertificateNode certificate, PublicKey key) {
        try {
            certificate.certificate().verify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Nodes are equal by identity, as the certificates of two parsers are not to be taken for one another. */
    private record Link(CertificateNode certificate, Sha256 issuer) {}
}
