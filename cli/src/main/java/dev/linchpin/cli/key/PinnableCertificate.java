package dev.linchpin.cli.key;

import dev.linchpin.pin.SpkiPin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A certificate whose key may be pinned. Immutable.
 *
 * @param subject as its authority wrote it, which is not fit for a terminal or a comment as it is
 * @param notAfter the last second of its life
 * @param ofPublicAuthority whether it is a certificate of an authority that the Java platform trusts by itself, or of one below
 */
public record PinnableCertificate(
        Role role, String subject, Instant notBefore, Instant notAfter, SpkiPin pin, boolean ofPublicAuthority) {

    static PinnableCertificate of(X509CertificateHolder certificate, Role role, boolean ofPublicAuthority) {
        return new PinnableCertificate(
                role,
                Subjects.labelOf(certificate),
                Validity.notBefore(certificate),
                Validity.notAfter(certificate),
                pin(certificate),
                ofPublicAuthority && role != Role.LEAF);
    }

    static SpkiPin pin(X509CertificateHolder certificate) {
        try {
            return SpkiPin.ofCertificate(certificate.getEncoded());
        } catch (IOException e) {
            throw new IllegalArgumentException("a certificate cannot be encoded", e);
        }
    }

    /** In days; the second in which it ends is part of it (RFC 5280, section 4.1.2.5). */
    public long lifetimeDays() {
        return Duration.between(notBefore, notAfter.plusSeconds(1)).toDays();
    }

    /** What comes of pinning its key, in a sentence. */
    public String consequence() {
        return switch (role) {
            case LEAF ->
                "A renewal with a new key locks out every installed client that has no backup pin:"
                        + " keep the key, or pin the next one first.";
            case INTERMEDIATE ->
                ofPublicAuthority
                        ? "Any certificate that this authority ever issues for your name is accepted, and it may be replaced"
                                + " without notice, as Let's Encrypt's were in May 2026: then all clients are locked out."
                        : "Any certificate that this authority ever issues for your name is accepted,"
                                + " and a server under another one locks all clients out.";
            case ROOT ->
                ofPublicAuthority
                        ? "Any certificate that this root, or any authority below it, ever issues for your name is accepted:"
                                + " a pin of it alone keeps out nobody whom they certify."
                        : "Any certificate under this root is accepted: as safe as whoever runs it, and as lasting as its key.";
            case NOT_ON_PATH ->
                "It is not on the path, so clients never compare it: a pin of it alone locks everybody out.";
        };
    }

    /** How long it lives, as of a moment: {@code 84 of 90 days left, until 2027-02-19}. */
    String lifetime(Instant now) {
        LocalDate end = LocalDate.ofInstant(notAfter, ZoneOffset.UTC);
        if (now.isAfter(notAfter)) {
            return "expired on " + end + " after " + lifetimeDays() + " days";
        } else if (now.isBefore(notBefore)) {
            return lifetimeDays() + " days from " + LocalDate.ofInstant(notBefore, ZoneOffset.UTC) + " to " + end;
        }
        return Duration.between(now, notAfter).toDays() + " of " + lifetimeDays() + " days left, until " + end;
    }
}
