package dev.linchpin.android;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What TrustKit-Android enforces for a host.
 *
 * @param domain whose policy it is
 * @param enforced whether a mismatch breaks the connection off, or is only reported
 * @param pins SHA-256 of public keys in base64, in order
 * @param expires when the pins end; null for never
 * @param reportUris where reports go, in order
 */
public record TrustKitPolicy(
        String domain,
        boolean includeSubdomains,
        boolean enforced,
        List<String> pins,
        @Nullable Instant expires,
        List<String> reportUris) {
    public TrustKitPolicy {
        pins = List.copyOf(pins);
        reportUris = List.copyOf(reportUris);
    }
}
