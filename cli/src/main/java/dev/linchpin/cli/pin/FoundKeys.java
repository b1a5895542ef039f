package dev.linchpin.cli.pin;

import dev.linchpin.cli.key.PinnableCertificate;
import dev.linchpin.cli.key.PinnablePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * What a source has: its keys, and the chains of servers that their certificates make.
 *
 * @param keys in the order of the source
 * @param chains each of two certificates at least
 */
record FoundKeys(List<PinnedKey> keys, List<PinnablePath> chains) {
    /** Those of one chain, or of none. */
    static FoundKeys of(List<PinnedKey> keys) throws SourceException {
        return of(keys, List.of(keys));
    }

    /** @param candidates what may be a chain */
    static FoundKeys of(List<PinnedKey> keys, List<List<PinnedKey>> candidates) throws SourceException {
        try {
            return new FoundKeys(
                    keys,
                    candidates.stream()
                            .distinct()
                            .map(FoundKeys::certificates)
                            .filter(certificates -> certificates.size() > 1)
                            .map(PinnablePath::of)
                            .filter(PinnablePath::isChain)
                            .toList());
        } catch (RuntimeException e) {
            throw new SourceException("a certificate in it is malformed", e);
        }
    }

    private static List<X509CertificateHolder> certificates(List<PinnedKey> keys) {
        return keys.stream()
                .flatMap(key -> Stream.ofNullable(key.certificate()))
                .toList();
    }

    /** What comes of pinning a key, if it is that of a certificate of a chain. */
    Optional<PinnableCertificate> onChain(PinnedKey key) {
        return chains.stream()
                .flatMap(chain -> chain.certificates().stream())
                .filter(one -> one.pin().toString().equals(key.pin())
                        && one.notAfter().equals(key.notAfter())
                        && one.subject().equals(key.label()))
                .findFirst();
    }
}
