package dev.linchpin.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Verifies documents for one audience, by the keys that are trusted now. Immutable and safe for use by several threads.
 *
 * <p>Signatures come before anything else: what is signed is parsed only when enough keys have signed it. The rules are those of The
 * Update Framework, for one file: a threshold of keys, versions that only rise, an end to every bundle, and new keys only by the old ones
 * together with the new.
 */
public final class BundleVerifier {
    /** How far the clocks of those who sign and those who verify may be apart. */
    static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private final String audience;
    private final TrustedKeys keys;

    private BundleVerifier(String audience, TrustedKeys keys) {
        this.audience = audience;
        this.keys = keys;
    }

    /**
     * Verifies for this audience, by these keys.
     *
     * @throws IllegalArgumentException if no bundle can be for this audience
     */
    public static BundleVerifier of(String audience, TrustedKeys keys) {
        Bundle.Builder.requireAudience(audience);
        return new BundleVerifier(audience, keys);
    }

    /** The keys that are trusted. */
    public TrustedKeys keys() {
        return keys;
    }

    /** The verifier of what comes after this bundle: by its next keys, if it names any. */
    public BundleVerifier after(Bundle adopted) {
        return adopted.nextKeys()
                .map(next -> new BundleVerifier(audience, next))
                .orElse(this);
    }

    /**
     * The bundle in a document, if it is by the trusted keys and for this audience. Whether its time has come or gone, and whether it is
     * newer than another, is not asked; {@link #verifyNext} does.
     *
     * @throws BundleRefusedException if it is not
     */
    public Bundle verify(byte[] document) throws BundleRefusedException {
        SignedBundle signed = SignedBundle.parse(document);
        requireEnough(signed, keys, BundleRefusal.TOO_FEW_SIGNATURES, "trusted keys");
        Bundle bundle = signed.unverified();
        if (!bundle.audience().equals(audience)) {
            throw new BundleRefusedException(
                    BundleRefusal.OTHER_AUDIENCE,
                    "the bundle is for " + bundle.audience() + ", expected one for " + audience);
        }
        if (bundle.nextKeys().isPresent()) {
            requireEnough(signed, bundle.nextKeys().get(), BundleRefusal.BAD_SUCCESSION, "next keys");
        }
        return bundle;
    }

    private static void requireEnough(SignedBundle signed, TrustedKeys keys, BundleRefusal otherwise, String which)
            throws BundleRefusedException {
        int count = signed.countOf(keys);
        if (count < keys.threshold()) {
            throw new BundleRefusedException(
                    otherwise,
                    "the document is signed by " + count + " of the " + which + ", expected " + keys.threshold()
                            + " of " + keys.keys().size());
        }
    }

    /**
     * The bundle in a document, if it may be adopted now: authentic as {@link #verify} demands, in its time, and newer than what was adopted
     * last, or the very same.
     *
     * <p>It is never taken to be earlier than the last adopted bundle was issued, whatever the clock says.
     *
     * @param adopted what was adopted last, in force or not
     * @throws BundleRefusedException if it may not
     */
    public Bundle verifyNext(byte[] document, Optional<Bundle> adopted, Instant now) throws BundleRefusedException {
        Bundle bundle = verify(document);
        if (adopted.isPresent()) {
            requireNotOlder(bundle, adopted.get());
        }
        Instant time = notBefore(adopted, now);
        if (bundle.isExpiredAt(time)) {
            throw new BundleRefusedException(
                    BundleRefusal.EXPIRED,
                    "bundle " + bundle.version() + " has expired at " + bundle.expires() + ", and it is " + time);
        }
        if (bundle.issuedAt().isAfter(time.plus(CLOCK_TOLERANCE))) {
            throw new BundleRefusedException(
                    BundleRefusal.ISSUED_IN_FUTURE,
                    "bundle " + bundle.version() + " is issued at " + bundle.issuedAt() + ", and it is " + time
                            + ": expected clocks less than " + CLOCK_TOLERANCE.toHours() + " hours apart");
        }
        return bundle;
    }

    /** The time, which is not before anything that has happened. */
    static Instant notBefore(Optional<Bundle> adopted, Instant now) {
        return adopted.map(Bundle::issuedAt).filter(now::isBefore).orElse(now);
    }

    private static void requireNotOlder(Bundle bundle, Bundle adopted) throws BundleRefusedException {
        if (bundle.version() < adopted.version()) {
            throw new BundleRefusedException(
                    BundleRefusal.OLDER_VERSION,
                    "the bundle has version " + bundle.version() + ", expected " + adopted.version()
                            + " or a later one, since that was adopted before");
        }
        if (bundle.version() == adopted.version() && !bundle.equals(adopted)) {
            throw new BundleRefusedException(
                    BundleRefusal.OTHER_CONTENT,
                    "the bundle has version " + bundle.version()
                            + ", which was adopted before with another content, expected a later version");
        }
    }
}
