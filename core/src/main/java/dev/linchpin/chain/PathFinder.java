package dev.linchpin.chain;

import dev.linchpin.pin.PinSet;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds, among all paths by which a trust manager accepts a peer, one that holds a pinned certificate.
 *
 * <p>JSSE tells a trust manager what the peer <em>presented</em>, not the path it was validated by; matching pins against
 * the former lets an attacker append a pinned certificate to a chain of their own (CVE-2016-2402). So candidate paths are
 * laid out by name from the leaf up, through presented certificates in any order and through trust anchors, to any trust
 * anchor. One that holds a pinned certificate counts if the platform's PKIX validator (RFC 5280 §6) finds exactly this path
 * valid and a {@link PathWitness}, who speaks for the trust manager, accepts it.
 *
 * <p>The outcome is remembered for a minute, but never past the end of a certificate on its path. Safe for use by several threads
 * without locks: two threads may do the same work once each, and reach the same outcome.
 */
public final class PathFinder {
    private final LiveAnchors anchors;
    private final Clock clock;
    private final PathMemory memory = new PathMemory();

    private PathFinder(LiveAnchors anchors, Clock clock) {
        this.anchors = anchors;
        this.clock = clock;
    }

    /**
     * A finder for paths to certain trust anchors.
     *
     * @param anchors asked at each search, so that it may name other ones than before; null is none
     */
    public static PathFinder of(Supplier<X509Certificate @Nullable []> anchors, Clock clock) {
        return new PathFinder(new LiveAnchors(anchors), clock);
    }

    /**
     * Looks for a pinned path.
     *
     * @param presented what the peer sent, leaf first, the rest in any order
     * @throws dev.linchpin.pin.PinFormatException if a certificate on a candidate path is not DER or disagrees with its
     *     public key
     * @throws IllegalArgumentException if nothing was presented
     */
    public PathOutcome find(List<X509Certificate> presented, PinSet pins, PathWitness witness) {
        if (presented.isEmpty()) {
            throw new IllegalArgumentException("nothing was presented, expected at least a leaf certificate");
        }
        Instant now = clock.instant();
        Authorities current = anchors.now();
        PathQuestion question = new PathQuestion(presented, pins, current, witness.conditions());
        PathOutcome known = memory.recall(question, now);
        if (known != null) {
            return known;
        }
        PathOutcome outcome = new PathSearch(current, question.presented(), pins, witness, now).run();
        memory.keep(question, outcome, now);
        return outcome;
    }
}
