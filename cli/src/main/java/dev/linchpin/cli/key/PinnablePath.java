package dev.linchpin.cli.key;

import dev.linchpin.pin.SpkiPin;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * The certificates that somebody presents, in the order of trust: from the leaf to the highest authority that is among them, and then what
 * is on no path. Nobody has validated it; it says what pinning each would come to. Immutable.
 */
public final class PinnablePath {
    private final int length;
    private final List<PinnableCertificate> certificates;

    private PinnablePath(int length, List<PinnableCertificate> certificates) {
        this.length = length;
        this.certificates = List.copyOf(certificates);
    }

    /**
     * What was presented, as it was sent or as it stands in a file.
     *
     * @param presented leaf first, and the others in any order; at least one
     * @throws IllegalArgumentException if one of them is no certificate; the message is a sentence
     */
    public static PinnablePath ofEncoded(List<byte[]> presented) {
        List<X509CertificateHolder> holders = new ArrayList<>();
        for (byte[] encoded : presented) {
            try {
                holders.add(new X509CertificateHolder(encoded));
            } catch (IOException | RuntimeException e) {
                throw new IllegalArgumentException("certificate " + (holders.size() + 1) + " is malformed", e);
            }
        }
        return of(holders);
    }

    /** Likewise, as {@link ChainFile} reads them. */
    public static PinnablePath ofCertificates(List<X509Certificate> presented) {
        List<byte[]> encoded = new ArrayList<>();
        for (X509Certificate certificate : presented) {
            try {
                encoded.add(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalArgumentException("certificate " + (encoded.size() + 1) + " is malformed", e);
            }
        }
        return ofEncoded(encoded);
    }

    /** Likewise, as Bouncy Castle reads them. */
    public static PinnablePath of(List<X509CertificateHolder> presented) {
        return of(presented, PublicAuthorities.ofPlatform());
    }

    static PinnablePath of(List<X509CertificateHolder> presented, PublicAuthorities authorities) {
        if (presented.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate, expected one at least");
        }
        PathLaying laying = new PathLaying(presented, authorities);
        return new PinnablePath(laying.length(), laying.certificates());
    }

    /** Those on the path, leaf first, then the others as they were presented. */
    public List<PinnableCertificate> certificates() {
        return certificates;
    }

    /** Whether it leads from the certificate of a server to an authority: two certificates at least, and the first is no authority. */
    public boolean isChain() {
        return length > 1 && certificates.get(0).role() == Role.LEAF;
    }

    /** The one that has this pin, and the lowest on the path of several. */
    public Optional<PinnableCertificate> withPin(SpkiPin pin) {
        return certificates.stream()
                .filter(certificate -> certificate.pin().equals(pin))
                .findFirst();
    }

    /**
     * Those whose keys are to be pinned.
     *
     * @param roles whose; the leaf's if there are none
     * @param publicRootMayStandAlone whether the root of a public authority may be all that is pinned
     * @throws IllegalArgumentException if there is none of a role, or nothing but such a root; the message is a sentence
     */
    public List<PinnableCertificate> choose(Collection<Role> roles, boolean publicRootMayStandAlone) {
        Collection<Role> wanted = roles.isEmpty() ? List.of(Role.LEAF) : roles;
        for (Role role : wanted) {
            if (role == Role.NOT_ON_PATH || certificates.stream().noneMatch(one -> one.role() == role)) {
                throw new IllegalArgumentException("there is no " + role + " to pin among the certificates presented: "
                        + certificates.stream()
                                .map(one -> one.subject() + " (" + one.role() + ")")
                                .collect(Collectors.joining(", ")));
            }
        }
        Set<SpkiPin> pins = new HashSet<>();
        List<PinnableCertificate> chosen = certificates.stream()
                .filter(one -> wanted.contains(one.role()))
                .filter(one -> withPin(one.pin()).map(PinnableCertificate::role).equals(Optional.of(one.role())))
                .filter(one -> pins.add(one.pin()))
                .toList();
        if (!publicRootMayStandAlone
                && chosen.stream().allMatch(one -> one.role() == Role.ROOT && one.ofPublicAuthority())) {
            throw new IllegalArgumentException("nothing would be pinned but the root of a public authority, "
                    + chosen.get(0).subject()
                    + ", which accepts any certificate that is ever issued below it: pin the leaf, too, or say"
                    + " --yes-pin-root");
        }
        return chosen;
    }

    /** What to pin of it, in a sentence. */
    public String recommendation() {
        String leaf = "pin the key of the leaf and keep it when the certificate is renewed,"
                + " beside the key of a backup that you hold (linchpin backup)";
        return certificates.stream().anyMatch(one -> one.role() == Role.ROOT && !one.ofPublicAuthority())
                ? leaf + "; a root of your own may be pinned as well, if nobody else issues under it."
                : leaf + ".";
    }
}
