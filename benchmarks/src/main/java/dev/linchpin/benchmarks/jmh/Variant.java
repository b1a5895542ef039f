package dev.linchpin.benchmarks.jmh;

/** How a client is configured, all else being equal. */
enum Variant {
    /** With the root as its only trust anchor, and no pins. */
    PLAIN,
    /** Plain once more: how far its ratio to the first is from 1 is what the measurement cannot tell apart. */
    CONTROL,
    /**
     * Plain, with hooks that do nothing where the adapter has its own: what a client takes for having hooks at all, which nobody
     * who judges its requests can avoid. OkHttp copies its chain for each interceptor.
     */
    HOOKED,
    /** Pinned by its adapter. */
    LINCHPIN,
    /** Pinned by its adapter, under a policy that has taken the place of another, as in any process that runs long. */
    REPLACED,
    /** Pinned by the client itself, where it can. */
    OWN
}
