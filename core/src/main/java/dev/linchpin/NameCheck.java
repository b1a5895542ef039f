package dev.linchpin;

import dev.linchpin.policy.Hostname;
import java.lang.ref.WeakReference;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Verifies that a certificate is for a host, by {@link CertificateNames} and nothing else: the one place where this is decided, for
 * every client, handshake and later check. Remembers its last answers. Safe for use by several threads.
 */
final class NameCheck {
    private static final int REMEMBERED = 64;

    private final AtomicReferenceArray<Answer> answers = new AtomicReferenceArray<>(REMEMBERED);

    /** @throws PeerIdentityException unless the certificate is for the host */
    void require(X509Certificate leaf, Hostname host) throws PeerIdentityException {
        if (!isFor(leaf, host)) {
            throw refusal(leaf, host);
        }
    }

    /** @throws PeerIdentityException unless the certificate is for one of the hosts at least */
    void requireAny(X509Certificate leaf, List<Hostname> hosts) throws PeerIdentityException {
        for (Hostname host : hosts) {
            if (isFor(leaf, host)) {
                return;
            }
        }
        throw refusal(leaf, hosts.get(0));
    }

    @SuppressWarnings("ReferenceEquality") // As Answer says, an equal certificate is not enough.
    private boolean isFor(X509Certificate leaf, Hostname host) {
        int slot = (System.identityHashCode(leaf) * 31 + host.hashCode()) & (REMEMBERED - 1);
        Answer last = answers.get(slot);
        if (last != null && last.get() == leaf && last.host.equals(host)) {
            return last.covered;
        }
        boolean covered = CertificateNames.of(leaf).covers(host);
        answers.set(slot, new Answer(leaf, host, covered));
        return covered;
    }

    private static PeerIdentityException refusal(X509Certificate leaf, Hostname host) {
        return new PeerIdentityException("the peer's certificate is not for " + host + ": its names are "
                + CertificateNames.of(leaf) + ", expected one in its subjectAltName that covers " + host
                + " (RFC 9525; a common name does not)");
    }

    /** What was found of one certificate, the very object, while somebody else holds it: another parser may read an equal one differently. */
    private static final class Answer extends WeakReference<X509Certificate> {
        private final Hostname host;
        private final boolean covered;

        Answer(X509Certificate leaf, Hostname host, boolean covered) {
            super(leaf);
            this.host = host;
            this.covered = covered;
        }
    }
}
