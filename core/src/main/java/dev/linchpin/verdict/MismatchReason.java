package dev.linchpin.verdict;

/** Why a peer satisfies no pin. */
public enum MismatchReason {
    /** There are valid paths from the leaf to a trust anchor, but none holds a pinned certificate. */
    NO_PINNED_CERTIFICATE,
    /** No valid path from the leaf to a trust anchor was found. */
    NO_VALID_PATH,
    /** The presented certificates offer more paths than the search may try. */
    SEARCH_BUDGET_EXCEEDED,
    /** A certificate is not DER, or its bytes hold another public key than the platform uses. */
    UNREADABLE_CERTIFICATE,
    /** The peer presented no certificate, as on a clear-text connection. */
    NO_CERTIFICATE
}
