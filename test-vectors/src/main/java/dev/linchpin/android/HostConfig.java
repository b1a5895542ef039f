package dev.linchpin.android;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a host.
 *
 * @param pins SHA-256 of public keys in base64, in order; one suffices, none means that nothing is pinned
 * @param expires when the pins end; null for never
 * @param cleartext whether connections without TLS are permitted
 * @param hstsEnforced kept, and used by nobody
 * @param certificateTransparency whether it is demanded; null where the platform knows none
 * @param domainEncryption how ECH is used, in the platform's numbers; null where it knows none
 * @param anchors whom to trust
 * @param source the domain whose rule holds; null if none does
 */
public record HostConfig(
        List<String> pins,
        @Nullable Instant expires,
        boolean cleartext,
        boolean hstsEnforced,
        @Nullable Boolean certificateTransparency,
        @Nullable Integer domainEncryption,
        List<Anchors> anchors,
        @Nullable Source source)
        implements HostAnswer {
    public HostConfig {
        pins = List.copyOf(pins);
        anchors = List.copyOf(anchors);
    }

    /**
     * Where authorities come from.
     *
     * @param from {@code system}, {@code user}, {@code wfa} or {@code @raw/name}
     * @param overridePins whether a path to one of them needs no pin
     */
    public record Anchors(String from, boolean overridePins) {}

    /** A {@code domain} of the file, as the platform has read it. */
    public record Source(String domain, boolean includeSubdomains) {}

    /** Whether a peer without a pinned key is refused at this time. */
    public boolean isPinned(Instant now) {
        return !pins.isEmpty()
                && Optional.ofNullable(expires).map(now::isBefore).orElse(true);
    }
}
