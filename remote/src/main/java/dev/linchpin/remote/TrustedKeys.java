package dev.linchpin.remote;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Some keys, and how many of them have to sign: k of n. Whoever steals fewer than k keys can sign nothing, and whoever loses up to
 * n − k can still sign. Immutable; equal by keys and threshold.
 */
public final class TrustedKeys {
    /** Each costs a verification of a signature, and nobody's procedure has more signers. */
    static final int MAX_KEYS = 16;

    private final int threshold;
    private final Map<String, SigningKey> byId;

    private TrustedKeys(int threshold, Map<String, SigningKey> byId) {
        this.threshold = threshold;
        this.byId = Collections.unmodifiableMap(byId);
    }

    /**
     * These keys, of which so many have to sign.
     *
     * @throws IllegalArgumentException if there is none, there are more than 16, one comes twice, or the threshold is not between 1
     *     and their number
     */
    public static TrustedKeys of(int threshold, Collection<SigningKey> keys) {
        Map<String, SigningKey> byId = new LinkedHashMap<>();
        for (SigningKey key : keys) {
            if (byId.putIfAbsent(key.id(), key) != null) {
                throw new IllegalArgumentException("the key " + key.id() + " is listed twice, expected different keys");
            }
        }
        if (byId.isEmpty() || byId.size() > MAX_KEYS) {
            throw new IllegalArgumentException(
                    "there are " + byId.size() + " trusted keys, expected between 1 and " + MAX_KEYS);
        }
        if (threshold < 1 || threshold > byId.size()) {
            throw new IllegalArgumentException("the threshold of " + byId.size() + " trusted keys is " + threshold
                    + ", expected between 1 and " + byId.size());
        }
        return new TrustedKeys(threshold, byId);
    }

    public static TrustedKeys of(int threshold, SigningKey... keys) {
        return of(threshold, Arrays.asList(keys));
    }

    /** How many of the keys have to sign. */
    public int threshold() {
        return threshold;
    }

    /** The keys in the order in which they were given. */
    public Collection<SigningKey> keys() {
        return byId.values();
    }

    Optional<SigningKey> key(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustedKeys that
                && threshold == that.threshold
                && byId.keySet().equals(that.byId.keySet());
    }

    @Override
    public int hashCode() {
        return 31 * threshold + byId.keySet().hashCode();
    }

    @Override
    public String toString() {
        return threshold + " of " + byId.keySet();
    }
}
