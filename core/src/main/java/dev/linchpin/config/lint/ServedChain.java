package dev.linchpin.config.lint;

import dev.linchpin.config.Located;
import dev.linchpin.internal.Quoted;
import dev.linchpin.pin.CertificatePin;
import dev.linchpin.pin.SpkiPin;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The certificates that are at hand, each with its place in a chain. */
final class ServedChain {
    private final List<Link> links = new ArrayList<>();

    ServedChain(List<X509Certificate> certificates) {
        certificates.forEach(certificate -> links.add(new Link(certificate)));
    }

    enum Place {
        LEAF,
        INTERMEDIATE,
        ROOT
    }

    /** A certificate and its own pins. */
    static final class Link {
        private final X509Certificate certificate;
        private final String keyPin;
        private final String certificatePin;

        private Link(X509Certificate certificate) {
            this.certificate = certificate;
            this.keyPin = SpkiPin.of(certificate).toString();
            this.certificatePin = CertificatePin.of(certificate).toString();
        }

        X509Certificate certificate() {
            return certificate;
        }

        String keyPin() {
            return keyPin;
        }

        /** A self-signed leaf is still a leaf: it issues nothing. */
        Place place() {
            if (certificate.getBasicConstraints() < 0) {
                return Place.LEAF;
            }
            return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                    ? Place.ROOT
                    : Place.INTERMEDIATE;
        }

        /** What to call it. Whoever made the certificate chose the name. */
        String subject() {
            return Quoted.subject(certificate);
        }
    }

    List<Link> links() {
        return links;
    }

    /** The certificate that a pin is of. */
    Optional<Link> of(Located pin) {
        return links.stream()
                .filter(link -> pin.text().equals(link.keyPin) || pin.text().equals(link.certificatePin))
                .findFirst();
    }
}
