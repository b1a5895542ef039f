package dev.linchpin.config;

import dev.linchpin.policy.PinPolicy;

/**
 * The configuration of TrustKit for Android: a network security configuration with a {@code <trustkit-config>} in each {@code
 * domain-config}, which says whether pins are enforced and where reports go.
 *
 * <p>It is read as TrustKit 1.1 reads it. Pins are <em>only reported</em> unless {@code enforcePinning="true"} stands in the {@code
 * trustkit-config} of the {@code domain-config} itself or, if it has none, of one around it; {@link NetworkSecurityConfig} reads the same
 * file as the platform does, which enforces all pins if the manifest names the file. What the two read in different ways is an error: a
 * second {@code domain} in a {@code domain-config}, of which TrustKit pins the last alone (TrustKit-Android#78), and what TrustKit
 * inherits where the platform does not.
 *
 * <p>What the platform reads in a surprising way is an error here as well. Attributes of Linchpin's namespace are an error, since TrustKit
 * cannot be told what they say.
 */
public final class TrustKitAndroid {
    private TrustKitAndroid() {}

    /** What there is to say of a text, and what can be read of it. The text may be hostile; throws for none. */
    public static Inspection inspect(String xml) {
        return TrustKitAndroidReader.read(xml);
    }

    /** A policy as a document for TrustKit, which the platform reads as well. What either cannot be told is a finding. */
    public static WrittenPolicy write(PinPolicy policy) {
        return new TrustKitAndroidWriter(policy).write();
    }
}
