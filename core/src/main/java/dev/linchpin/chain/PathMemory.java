package dev.linchpin.chain;

import dev.linchpin.internal.ExpiringCache;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of searches, for {@value #SECONDS} seconds, but never past the end of a certificate on the path. What a peer presented
 * is remembered by its hash, so that neither its size nor its number costs memory; only the last question is kept as it was,
 * since a connection asks the same for each request. Safe for use by several threads, without locks: two may do the same work
 * once each, and reach the same outcome.
 */
final class PathMemory {
    private static final int SECONDS = 60;
    /** Chains of some hundred hosts. */
    private static final int SLOTS = 256;
    /** Of encoded certificates per outcome, so 8 MiB in all slots: paths on the Web have some 6 KB, with ML-DSA some 25. */
    private static final int PATH_BYTES = 32 << 10;

    private final ExpiringCache<PathQuestion.Key, Answer> answers = new ExpiringCache<>(SLOTS);
    private volatile @Nullable Last last;

    @Nullable
    PathOutcome recall(PathQuestion question, Instant now) {
        Last asked = last;
        if (asked != null && asked.question.isSameAs(question) && asked.answer.holdsAt(now)) {
            return asked.answer.outcome;
        }
        PathQuestion.Key key = question.key();
        Answer known = key == null ? null : answers.get(key, now);
        if (known == null) {
            return null;
        }
        last = new Last(question, known);
        return known.outcome;
    }

    void keep(PathQuestion question, PathOutcome outcome, Instant now) {
        Instant end = now.plus(Duration.ofSeconds(SECONDS));
        int bytes = 0;
        for (X509Certificate certificate : certificatesOf(outcome)) {
            Instant notAfter = certificate.getNotAfter().toInstant();
            end = notAfter.isBefore(end) ? notAfter : end;
            bytes += sizeOf(certificate);
        }
        PathQuestion.Key key = question.key();
        if (key != null && bytes <= PATH_BYTES) {
            Answer answer = new Answer(outcome, now, end);
            answers.put(key, answer, now, end);
            last = new Last(question, answer);
        }
    }

    private static List<X509Certificate> certificatesOf(PathOutcome outcome) {
        if (outcome instanceof PathOutcome.Pinned pinned) {
            return pinned.path().certificates();
        }
        if (outcome instanceof PathOutcome.Unpinned unpinned) {
            return unpinned.path().certificates();
        }
        return outcome instanceof PathOutcome.Unattested unattested
                ? unattested.path().certificates()
                : List.of();
    }

    private static int sizeOf(X509Certificate certificate) {
        try {
            return certificate.getEncoded().length;
        } catch (CertificateEncodingException e) {
            return PATH_BYTES + 1;
        }
    }

    private record Answer(PathOutcome outcome, Instant from, Instant end) {
        boolean holdsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(end);
        }
    }

    private record Last(PathQuestion question, Answer answer) {}
}
