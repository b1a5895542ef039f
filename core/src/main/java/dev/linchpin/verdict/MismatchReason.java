package dev.linchpin.verdict;

/** Why a peer satisfies no pin. */
public enum MismatchReason {
    /** There are valid paths from the leaf to a trust anchor, but none holds a pinned certificate. */
    NO_PINNED_CERTIFICATE,
    /**
     * A pinned certificate is on a valid path, but above a trust anchor at which the application's own trust manager may
     * have stopped: nobody has accepted what lies beyond.
     */
    PINNED_BEYOND_TRUST,
    /** Names lead from the leaf to a trust anchor, but on no way that is valid. */
    NO_VALID_PATH,
    /**
     * Names do not lead to a trust anchor: the trust manager knows an issuer that the peer did not send, as from an AIA
     * extension (RFC 5280 §4.2.2.1) or a store of its own.
     */
    ISSUER_NOT_SENT,
    /** The trust manager accepts the peer, but names no trust anchor ({@code getAcceptedIssuers}) to which a path could lead. */
    NO_TRUST_ANCHORS,
    /** The presented certificates offer more paths than the search may try. */
    SEARCH_BUDGET_EXCEEDED,
    /** A certificate is not DER, or its bytes hold another public key than the platform uses. */
    UNREADABLE_CERTIFICATE,
    /** The peer presented no certificate, as on a clear-text connection. */
    NO_CERTIFICATE
}
