package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.lint.Mutant.Mutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/** Mistakes in judging a peer by its chain. */
final class PeerMutations {
    private static final String OP = "pin.check";

    private PeerMutations() {}

    static List<Mutation> all() {
        return List.of(
                Mutation.on(
                        OP,
                        "presented-chain",
                        "looks for pins among the certificates that were presented",
                        q -> q.when(q.is("mismatch") && isPinned(q, presented(q)), "match")),
                Mutation.on(
                        OP,
                        "pin-without-pkix",
                        "accepts a pinned peer whatever the platform says",
                        q -> q.when(q.is("reject") && isPinned(q, presented(q)), "match")),
                Mutation.on(OP, "any-host", "does not compare the host name", q -> {
                    Optional<String> name = presented(q).stream().findFirst().flatMap(PeerMutations::name);
                    return q.is("reject") && name.isPresent() ? q.with("host", name.get()) : q.right();
                }),
                Mutation.on(
                        OP,
                        "any-time",
                        "does not look at the validity",
                        q -> q.is("reject") ? q.with("now", "2025-06-01T00:00:00Z") : q.right()),
                Mutation.on(
                        OP,
                        "anchors-not-on-path",
                        "leaves the anchor out where it was not sent",
                        q -> q.when(q.is("match") && !isPinned(q, presented(q)), "mismatch")),
                Mutation.on(
                        OP,
                        "first-path",
                        "looks at the first path only",
                        q -> q.when(q.is("match") && !isPinned(q, firstPath(q)), "mismatch")),
                Mutation.on(
                        OP,
                        "empty-chain",
                        "has nothing to refuse in an empty chain",
                        q -> q.when(q.texts("chain").isEmpty(), "match")),
                Mutation.on(OP, "endless-search", "follows issuers without looking back", q -> {
                    if (isLoop(presented(q))) {
                        throw new IllegalStateException("the search did not end");
                    }
                    return q.right();
                }),
                Mutation.on(
                        OP,
                        "refuses-other-order",
                        "takes presented certificates only in order",
                        q -> q.when(q.is("match") && !isOrdered(presented(q)), "reject")));
    }

    private static boolean isPinned(Question q, List<X509CertificateHolder> certificates) {
        return certificates.stream().anyMatch(certificate -> {
            try {
                byte[] info = certificate.getSubjectPublicKeyInfo().getEncoded();
                String whole = "cert-" + HashMutations.pin(certificate.getEncoded());
                return q.texts("pins").contains(HashMutations.pin(info))
                        || q.texts("pins").contains(whole);
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static List<X509CertificateHolder> presented(Question q) {
        return certificates(q, "chain");
    }

    private static List<X509CertificateHolder> certificates(Question q, String field) {
        List<X509CertificateHolder> certificates = new ArrayList<>();
        for (byte[] der : q.allBytes(field)) {
            try {
                certificates.add(new X509CertificateHolder(der));
            } catch (IOException notACertificate) {
                return List.of();
            }
        }
        return certificates;
    }

    /** From the leaf up by names, straight to an anchor where there is one, else through the first issuer. */
    private static List<X509CertificateHolder> firstPath(Question q) {
        List<X509CertificateHolder> path = new ArrayList<>();
        Optional<X509CertificateHolder> next = presented(q).stream().findFirst();
        while (next.isPresent() && path.size() < 10) {
            X509CertificateHolder current = next.get();
            path.add(current);
            Optional<X509CertificateHolder> anchor = named(certificates(q, "anchors"), current.getIssuer());
            if (anchor.isPresent()) {
                path.add(anchor.get());
                return path;
            }
            next = named(presented(q), current.getIssuer());
        }
        return path;
    }

    private static Optional<X509CertificateHolder> named(List<X509CertificateHolder> certificates, X500Name name) {
        return certificates.stream()
                .filter(certificate -> certificate.getSubject().equals(name))
                .findFirst();
    }

    private static Optional<String> name(X509CertificateHolder leaf) {
        Extension names = leaf.getExtension(Extension.subjectAlternativeName);
        if (names == null) {
            return Optional.empty();
        }
        String name = Arrays.stream(
                        GeneralNames.getInstance(names.getParsedValue()).getNames())
                .map(general -> Objects.toString(general.getName()))
                .findFirst()
                .orElse("");
        return Optional.of(name.startsWith("#04") ? "192.0.2.1" : name.replace("*", "any"));
    }

    private static boolean isLoop(List<X509CertificateHolder> chain) {
        return chain.stream()
                .anyMatch(a -> chain.stream()
                        .anyMatch(b -> !a.getSubject().equals(b.getSubject())
                                && a.getSubject().equals(b.getIssuer())
                                && b.getSubject().equals(a.getIssuer())));
    }

    private static boolean isOrdered(List<X509CertificateHolder> chain) {
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i).getSubject().equals(chain.get(i - 1).getIssuer())) {
                return false;
            }
        }
        return true;
    }
}
