package dev.linchpin.remote;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a source has given: a document, or word that it is the one of before. Immutable. */
public final class BundleResponse {
    private static final BundleResponse UNCHANGED = new BundleResponse(null, null);

    private final byte @Nullable [] document;
    private final @Nullable String etag;

    private BundleResponse(byte @Nullable [] document, @Nullable String etag) {
        this.document = document;
        this.etag = etag;
    }

    public static BundleResponse of(byte[] document) {
        return new BundleResponse(document.clone(), null);
    }

    /** A document by which the source will know whether it has changed. */
    public static BundleResponse of(byte[] document, String etag) {
        return new BundleResponse(document.clone(), etag);
    }

    /** The document is the one whose tag the request has. */
    public static BundleResponse unchanged() {
        return UNCHANGED;
    }

    Optional<byte[]> document() {
        return Optional.ofNullable(document);
    }

    @Nullable
    String etag() {
        return etag;
    }
}
