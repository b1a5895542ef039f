package dev.linchpin.policy;

/** What becomes of a rule once its expiry has passed. Either way the verdict is reported. */
public enum AfterExpiry {
    /** The host is accepted on PKIX alone, as Android does with an expired {@code pin-set}. */
    FAIL_OPEN,
    /** The host is refused until the policy is replaced. */
    FAIL_CLOSED
}
