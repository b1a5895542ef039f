package dev.linchpin.remote;

/** What was found in a store when it was opened. All but the first two are a reason to look. */
public enum StoreStatus {
    /** There was none: nothing has been adopted here. */
    EMPTY,
    /** A bundle that is trusted. */
    READ,
    /** It is spoilt. The built-in policy is in force, and the version that was adopted last is not known any more. */
    CORRUPT,
    /** It is whole, and holds nothing that is signed by the trusted keys and within the limits. The built-in policy is in force. */
    NOT_TRUSTED,
    /** The file system does not give it. The built-in policy is in force. */
    UNREADABLE
}
