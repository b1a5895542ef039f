package dev.linchpin.config;

import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import java.time.Instant;

/**
 * HTTP Public Key Pinning: the fields {@code Public-Key-Pins} and {@code Public-Key-Pins-Report-Only} of RFC 7469. Browsers have given them
 * up; as a way to write pins down they live on.
 *
 * <p>A field does not say whose it is, nor since when. In a file, both stand beside it in the fields that HTTP has for them, one block for
 * each host, with an empty line between:
 *
 * <pre>
 * Host: www.example.com
 * Date: Fri, 27 Nov 2026 10:00:00 GMT
 * Public-Key-Pins: pin-sha256="…"; pin-sha256="…"; max-age=5184000; includeSubDomains
 * </pre>
 *
 * <p>The grammar is that of RFC 7469 §2.1, to the letter: what a user agent has to ignore (a field that does not conform, a directive that
 * comes twice) is an error. {@code includeSubDomains} covers the host and every name below it. Pins end {@code max-age} seconds after
 * {@code Date}, and fail open; in a field that only reports, {@code max-age} has no meaning (§2.1.2). Addresses cannot be pinned (§2.3.3).
 */
public final class PublicKeyPins {
    private PublicKeyPins() {}

    /** What there is to say of a file, and what can be read of it. The text may be hostile; throws for none. */
    public static Inspection inspect(String text) {
        return PublicKeyPinsReader.file(new SourceText(text));
    }

    /**
     * The same for the value of one field. Places are places in the value.
     *
     * @param host who has sent it
     * @param noted when it came
     * @param mode {@link EnforcementMode#REPORT_ONLY} for {@code Public-Key-Pins-Report-Only}
     */
    public static Inspection inspect(String host, String value, Instant noted, EnforcementMode mode) {
        return PublicKeyPinsReader.value(host, new SourceText(value), noted, mode);
    }

    /**
     * A policy as a file of this format. What the fields cannot say is a finding.
     *
     * @param noted what {@code Date} says: the pins of a rule end {@code max-age} seconds later
     */
    public static WrittenPolicy write(PinPolicy policy, Instant noted) {
        return new PublicKeyPinsWriter(policy, noted).write();
    }
}
