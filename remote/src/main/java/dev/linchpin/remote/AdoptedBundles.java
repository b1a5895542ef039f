package dev.linchpin.remote;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has been adopted, up to the last bundle: which version is the floor, and which keys are trusted. It lives in a store, and is
 * verified from the built-in keys up whenever it is read from there. Safe for use by several threads.
 */
final class AdoptedBundles {
    private final BundleStore store;
    private final BundleVerifier builtIn;
    private final BundleLimits limits;
    private final long minVersion;
    private final StoreStatus status;
    private volatile History history;

    private AdoptedBundles(BundleStore store, BundleVerifier builtIn, BundleLimits limits, long minVersion) {
        this.store = store;
        this.builtIn = builtIn;
        this.limits = limits;
        this.minVersion = minVersion;
        Reading reading = read();
        this.status = reading.status;
        this.history = reading.history;
    }

    /**
     * Reads the store. One that is spoilt, or holds what is not signed, is as if there was none, and {@link #status} says so.
     *
     * @param minVersion below which nothing is adopted, whatever the store says
     */
    static AdoptedBundles open(BundleStore store, BundleVerifier builtIn, BundleLimits limits, long minVersion) {
        return new AdoptedBundles(store, builtIn, limits, minVersion);
    }

    /** What was found in the store at the beginning. */
    StoreStatus status() {
        return status;
    }

    /** The last adopted bundle, in its time or not. */
    Optional<Bundle> last() {
        return history.last;
    }

    /**
     * Adopts the bundle in a document: when this returns, the store has it, and no earlier one is adopted any more, in this process, another,
     * or after a restart.
     *
     * @return the bundle; equal to {@link #last} of before if it was adopted already
     * @throws BundleRefusedException if it may not be adopted; nothing has changed
     * @throws IOException if it cannot be stored: a bundle that a restart would forget is not adopted
     */
    Bundle adopt(byte[] document, Instant now) throws BundleRefusedException, IOException {
        return store.exclusively(() -> {
            History known = later(read().history, history);
            Bundle bundle = known.verifier.verifyNext(document, known.last, now);
            requireMinVersion(bundle);
            limits.apply(bundle);
            if (!known.last.equals(Optional.of(bundle))) {
                known = known.with(document, bundle);
                store.write(known.documents);
            }
            history = known;
            return bundle;
        });
    }

    private void requireMinVersion(Bundle bundle) throws BundleRefusedException {
        if (bundle.version() < minVersion) {
            throw new BundleRefusedException(
                    BundleRefusal.OLDER_VERSION,
                    "the bundle has version " + bundle.version() + ", expected " + minVersion
                            + " or a later one, as the application was built");
        }
    }

    /** The other process may have adopted more, and the store may have been deleted. */
    private static History later(History stored, History remembered) {
        return versionOf(stored) > versionOf(remembered) ? stored : remembered;
    }

    private static long versionOf(History history) {
        return history.last.map(Bundle::version).orElse(0L);
    }

    private Reading read() {
        History none = new History(builtIn, List.of(), 0, Optional.empty());
        try {
            Optional<List<byte[]>> documents = store.read();
            if (!documents.isPresent()) {
                return new Reading(StoreStatus.EMPTY, none);
            }
            Optional<History> verified = verified(none, documents.get());
            return verified.isPresent()
                    ? new Reading(StoreStatus.READ, verified.get())
                    : new Reading(StoreStatus.NOT_TRUSTED, none);
        } catch (CorruptStoreException e) {
            return new Reading(StoreStatus.CORRUPT, none);
        } catch (IOException | SecurityException e) {
            return new Reading(StoreStatus.UNREADABLE, none);
        }
    }

    /**
     * What the documents come to, from the built-in keys up. A document of keys that are no longer built in may stand in front; the last
     * one has to be trusted.
     */
    private Optional<History> verified(History none, List<byte[]> documents) {
        History history = none;
        for (int i = 0; i < documents.size(); i++) {
            try {
                Bundle bundle = history.verifier.verify(documents.get(i));
                requireMinVersion(bundle);
                if (bundle.version() <= versionOf(history)) {
                    return Optional.empty();
                }
                if (i == documents.size() - 1) {
                    limits.apply(bundle);
                    return Optional.of(history.with(documents.get(i), bundle));
                }
                history = history.with(documents.get(i), bundle);
            } catch (BundleRefusedException e) {
                // The next may be signed by the keys that are built in.
            }
        }
        return Optional.empty();
    }

    private record Reading(StoreStatus status, History history) {}

    /**
     * The adopted bundles that matter.
     *
     * @param verifier by the keys that are trusted after all of them
     * @param documents those by which keys were succeeded, and the last
     * @param successions how many of the documents have changed the keys
     */
    private record History(BundleVerifier verifier, List<byte[]> documents, int successions, Optional<Bundle> last) {
        History with(byte[] document, Bundle bundle) {
            BundleVerifier after = verifier.after(bundle);
            boolean succession = !after.keys().equals(verifier.keys());
            List<byte[]> kept = new ArrayList<>(documents.subList(0, successions));
            kept.add(document.clone());
            return new History(after, List.copyOf(kept), successions + (succession ? 1 : 0), Optional.of(bundle));
        }
    }
}
