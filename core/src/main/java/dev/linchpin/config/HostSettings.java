package dev.linchpin.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a network security configuration says of one host, after inheritance. What the file leaves to the platform's defaults, which
 * differ by version of Android, is empty.
 *
 * @param pins base64 of SHA-256 hashes, canonical, in order of text; none where the host is not pinned
 * @param expires the instant after which the pins do not count
 * @param trustAnchors where trusted certificates come from
 */
public record HostSettings(
        List<String> pins,
        Optional<Instant> expires,
        Optional<Boolean> cleartextTrafficPermitted,
        Optional<Boolean> certificateTransparency,
        Optional<String> domainEncryption,
        Optional<List<AnchorSource>> trustAnchors) {
    public HostSettings {
        pins = List.copyOf(pins);
        trustAnchors = trustAnchors.map(List::copyOf);
    }

    /**
     * One {@code <certificates>}.
     *
     * @param source {@code system}, {@code user}, {@code wfa}, or a reference such as {@code @raw/name}
     * @param overridesPins whether a chain that ends there need not hold a pin
     */
    public record AnchorSource(String source, boolean overridesPins) {}
}
