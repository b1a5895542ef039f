package dev.linchpin.chain;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trust anchors as they are now: some trust managers load new ones in a running process. They are laid out anew only when
 * they have changed. Safe for use by several threads, without locks.
 */
final class LiveAnchors {
    private final Supplier<X509Certificate @Nullable []> source;
    private volatile Snapshot last = new Snapshot(new X509Certificate[0]);

    LiveAnchors(Supplier<X509Certificate @Nullable []> source) {
        this.source = source;
    }

    Authorities now() {
        X509Certificate[] current = source.get();
        Snapshot known = last;
        if (known.isOf(current)) {
            return known.anchors;
        }
        Snapshot next = new Snapshot(current);
        last = next;
        return next.anchors;
    }

    private static final class Snapshot {
        private final List<X509Certificate> certificates = new ArrayList<>();
        private final Authorities anchors;

        /** Trust managers of the field answer null, or arrays that hold null: neither is an anchor. */
        Snapshot(@Nullable X509Certificate @Nullable [] accepted) {
            for (X509Certificate certificate : accepted == null ? new X509Certificate[0] : accepted) {
                if (certificate != null) {
                    certificates.add(certificate);
                }
            }
            this.anchors = Authorities.trusted(certificates);
        }

        @SuppressWarnings(
                "ReferenceEquality") // Of the same objects the same is known; equal ones need not be the same.
        boolean isOf(@Nullable X509Certificate @Nullable [] accepted) {
            int i = 0;
            for (X509Certificate certificate : accepted == null ? new X509Certificate[0] : accepted) {
                if (certificate != null && (i == certificates.size() || certificates.get(i++) != certificate)) {
                    return false;
                }
            }
            return i == certificates.size();
        }
    }
}
