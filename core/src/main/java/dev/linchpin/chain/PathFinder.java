package dev.linchpin.chain;

import dev.linchpin.internal.ExpiringCache;
import dev.linchpin.pin.PinSet;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Finds, among all paths that PKIX accepts, one that holds a pinned certificate.
 *
 * <p>JSSE tells a trust manager what the peer <em>presented</em>, not the path it was validated by; matching pins against
 * the former lets an attacker append a pinned certificate to a chain of their own (CVE-2016-2402). So candidate paths are
 * laid out by name from the leaf up, through presented certificates in any order and to any trust anchor; of those that
 * hold a pinned certificate each is put to the platform's PKIX validator (RFC 5280 §6: signatures, dates, basicConstraints,
 * pathLen, keyUsage, name constraints, algorithm constraints) until one passes. Revocation stays with the trust manager
 * that accepted the peer.
 *
 * <p>The outcome for a chain is remembered for {@value #REMEMBERED_SECONDS} seconds, but never past the end of a
 * certificate on its path. Safe for use by several threads without locks: two threads may do the same work once each, and
 * reach the same outcome.
 */
public final class PathFinder {
    private static final int REMEMBERED_SECONDS = 60;
    /** Chains of some hundred hosts; a slot is a few references. */
    private static final int REMEMBERED_CHAINS = 256;

    private final TrustAnchors anchors;
    private final Clock clock;
    private final ExpiringCache<Question, PathOutcome> remembered = new ExpiringCache<>(REMEMBERED_CHAINS);

    private PathFinder(TrustAnchors anchors, Clock clock) {
        this.anchors = anchors;
        this.clock = clock;
    }

    /**
     * A finder for paths that end at one of these certificates.
     *
     * @throws IllegalArgumentException if there are none, since then no path exists
     */
    public static PathFinder of(Collection<X509Certificate> anchors, Clock clock) {
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("there are no trust anchors, expected at least one");
        }
        return new PathFinder(new TrustAnchors(anchors), clock);
    }

    /**
     * Looks for a pinned path.
     *
     * @param presented what the peer sent, leaf first, the rest in any order
     * @throws dev.linchpin.pin.PinFormatException if a certificate on a candidate path is not DER or disagrees with its
     *     public key
     * @throws IllegalArgumentException if nothing was presented
     */
    public PathOutcome find(List<X509Certificate> presented, PinSet pins) {
        if (presented.isEmpty()) {
            throw new IllegalArgumentException("nothing was presented, expected at least a leaf certificate");
        }
        Instant now = clock.instant();
        Question question = new Question(List.copyOf(presented), pins);
        PathOutcome known = remembered.get(question, now);
        if (known != null) {
            return known;
        }
        PathOutcome outcome = new PathSearch(anchors, question.presented, pins, now).run();
        remembered.put(question, outcome, now, endOf(outcome, now));
        return outcome;
    }

    private static Instant endOf(PathOutcome outcome, Instant now) {
        Instant end = now.plus(Duration.ofSeconds(REMEMBERED_SECONDS));
        if (outcome instanceof PathOutcome.Pinned pinned) {
            for (X509Certificate certificate : pinned.path().certificates()) {
                Instant notAfter = certificate.getNotAfter().toInstant();
                end = notAfter.isBefore(end) ? notAfter : end;
            }
        }
        return end;
    }

    private record Question(List<X509Certificate> presented, PinSet pins) {}
}
