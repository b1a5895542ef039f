package dev.linchpin.remote;

/** Why a bundle is refused: the first of its faults, in the order in which they are looked for. */
public enum BundleRefusal {
    /** It is no JSON Web Signature in exactly one of the two forms, with exactly the header that is known. */
    MALFORMED,
    /** A trusted key is named by a signature that is not its own. */
    BAD_SIGNATURE,
    /** Fewer of the trusted keys have signed than have to. */
    TOO_FEW_SIGNATURES,
    /** What is signed is no bundle: no JSON that every parser reads alike, or not of the form that is documented. */
    BAD_PAYLOAD,
    /** It is for others. */
    OTHER_AUDIENCE,
    /** It names other keys as the next, and not enough of those have signed. */
    BAD_SUCCESSION,
    /** Its time has passed. */
    EXPIRED,
    /** It was issued later than it is: the clock is wrong here, or was where it was signed. */
    ISSUED_IN_FUTURE,
    /** A later version has been adopted before. */
    OLDER_VERSION,
    /** This version has been adopted before, with another content. */
    OTHER_CONTENT,
    /** It would loosen what the policy that was built in does not let anybody loosen. */
    LOOSENS_LIMITS
}
