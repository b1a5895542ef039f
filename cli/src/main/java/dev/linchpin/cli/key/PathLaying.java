package dev.linchpin.cli.key;

import dev.linchpin.cli.key.Issuers.Answer;
import dev.linchpin.pin.SpkiPin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.cert.X509CertificateHolder;

/** How a path is laid through what was presented, each certificate above the one that it has signed. */
final class PathLaying {
    private final List<X509CertificateHolder> presented;
    private final PublicAuthorities authorities;
    private final List<X509CertificateHolder> steps = new ArrayList<>();

    PathLaying(List<X509CertificateHolder> presented, PublicAuthorities authorities) {
        this.presented = presented.stream().distinct().toList();
        this.authorities = authorities;
        Optional<X509CertificateHolder> next = Optional.of(presented.get(0));
        while (next.isPresent()) {
            steps.add(next.get());
            next = above(next.get());
        }
    }

    /** The first that has signed it; one of which that is not known only if there is none. */
    private Optional<X509CertificateHolder> above(X509CertificateHolder certificate) {
        List<X509CertificateHolder> others =
                presented.stream().filter(one -> !steps.contains(one)).toList();
        return first(others, certificate, Answer.SIGNED).or(() -> first(others, certificate, Answer.UNKNOWN));
    }

    private static Optional<X509CertificateHolder> first(
            List<X509CertificateHolder> candidates, X509CertificateHolder issued, Answer answer) {
        return candidates.stream()
                .filter(candidate -> Issuers.ask(issued, candidate) == answer)
                .findFirst();
    }

    /** How many certificates are on the path. */
    int length() {
        return steps.size();
    }

    /** Those on the path, from the leaf up, and then the others. */
    List<PinnableCertificate> certificates() {
        boolean isPublic =
                steps.stream().anyMatch(authorities::haveKeyOf) || authorities.haveSigned(steps.get(steps.size() - 1));
        Map<SpkiPin, Role> roles = new HashMap<>();
        List<PinnableCertificate> all = new ArrayList<>();
        for (X509CertificateHolder step : steps) {
            Role role = all.isEmpty() ? lowest(step) : authority(step);
            roles.putIfAbsent(PinnableCertificate.pin(step), role);
            all.add(PinnableCertificate.of(step, role, isPublic));
        }
        for (X509CertificateHolder other : presented) {
            if (!steps.contains(other)) {
                // A cross-signed certificate has the key of one on the path: a pin of it is a pin of that.
                Role role = roles.getOrDefault(PinnableCertificate.pin(other), Role.NOT_ON_PATH);
                all.add(PinnableCertificate.of(other, role, isPublic && role != Role.NOT_ON_PATH));
            }
        }
        return all;
    }

    /** A server may present a self-signed certificate that calls itself an authority, as OpenSSL makes them. */
    private Role lowest(X509CertificateHolder certificate) {
        boolean ofServer =
                !isAuthority(certificate) || (isSelfSigned(certificate) && !authorities.haveKeyOf(certificate));
        return ofServer ? Role.LEAF : authority(certificate);
    }

    private Role authority(X509CertificateHolder certificate) {
        return isSelfSigned(certificate) || authorities.haveKeyOf(certificate) ? Role.ROOT : Role.INTERMEDIATE;
    }

    private static boolean isSelfSigned(X509CertificateHolder certificate) {
        return Issuers.ask(certificate, certificate) != Answer.OTHER;
    }

    private static boolean isAuthority(X509CertificateHolder certificate) {
        try {
            BasicConstraints constraints = BasicConstraints.fromExtensions(certificate.getExtensions());
            return constraints != null && constraints.isCA();
        } catch (RuntimeException malformed) {
            return false;
        }
    }
}
