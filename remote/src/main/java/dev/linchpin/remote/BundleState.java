package dev.linchpin.remote;

import java.time.Instant;
import java.util.Optional;

/**
 * How bundles stand, at one moment. Immutable.
 *
 * @param store what was found in the store at the start
 * @param inForce the bundle whose policy is in force; the built-in policy is where there is none
 * @param adopted the bundle that was adopted last, in force or not: nothing before it will be adopted
 * @param expired whether {@code adopted} has expired, and so nothing newer has been heard of for as long as its signers allow: look at the
 *     origin, or at who stands between
 * @param lastSuccess when the origin last gave a bundle that is adopted, new or known
 * @param lastFailure the last refresh that failed, if one has
 * @param failures how many have failed since the last success
 */
public record BundleState(
        StoreStatus store,
        Optional<Bundle> inForce,
        Optional<Bundle> adopted,
        boolean expired,
        Optional<Instant> lastSuccess,
        Optional<Failure> lastFailure,
        int failures) {

    /**
     * A refresh that has changed nothing.
     *
     * @param refusal why the document was refused; empty if none was had, or it could not be stored
     * @param message one sentence; foreign text in it is escaped
     */
    public record Failure(Instant time, Optional<BundleRefusal> refusal, String message) {}
}
