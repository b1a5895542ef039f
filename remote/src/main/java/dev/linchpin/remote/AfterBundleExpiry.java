package dev.linchpin.remote;

/** What becomes of the policy of a bundle that has been adopted when the bundle expires and no later one has come. Neither unpins anything. */
public enum AfterBundleExpiry {
    /** It stays in force: pins are as they were when the origin was heard last. */
    KEEP,
    /** The built-in policy returns, as it was before the first bundle. */
    BUILT_IN
}
