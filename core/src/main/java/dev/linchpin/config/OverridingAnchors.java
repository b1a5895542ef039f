package dev.linchpin.config;

import dev.linchpin.config.HostSettings.AnchorSource;
import dev.linchpin.internal.Quoted;
import dev.linchpin.pin.SpkiPin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Trust anchors with {@code overridePins}, as pins: a path that ends at such an anchor holds the anchor's key, so a rule that lists the
 * key as well accepts exactly what Android accepts for it.
 */
class OverridingAnchors {
    private final boolean accepted;
    private final RawResources resources;

    OverridingAnchors(boolean accepted, RawResources resources) {
        this.accepted = accepted;
        this.resources = resources;
    }

    /** For whoever asks what pins the file itself gives. */
    static OverridingAnchors none() {
        return new OverridingAnchors(true, reference -> new byte[0]) {
            @Override
            Set<String> overriding(ConfigEntry entry) {
                return Set.of();
            }
        };
    }

    /** Whether the host is not pinned at all, because every authority of the platform is above its pins. */
    boolean overridesAll(ConfigEntry entry) {
        return accepted && overriding(entry).contains("system");
    }

    /**
     * The keys that are above the pins. A JVM has no store of the device's user, so {@code user} and {@code wfa} add none.
     *
     * @throws PolicyFileException if that is not allowed here, or a certificate cannot be read
     */
    List<Located> pins(ConfigEntry entry) {
        Set<String> sources = overriding(entry);
        if (sources.isEmpty()) {
            return List.of();
        }
        if (!accepted) {
            throw refuse(
                    "override-pins",
                    "trust anchors override the pins, expected that in debug-overrides alone"
                            + " (or OverridePins with a reason)");
        }
        List<Located> pins = new ArrayList<>();
        for (String source : sources) {
            if (source.startsWith("@")) {
                for (X509Certificate certificate : certificates(source)) {
                    pins.add(Located.of(SpkiPin.of(certificate).toString()));
                }
            }
        }
        return pins;
    }

    Set<String> overriding(ConfigEntry entry) {
        Set<String> sources = new LinkedHashSet<>();
        for (AnchorSource anchor : entry.settings().trustAnchors().orElse(List.of())) {
            if (anchor.overridesPins()) {
                sources.add(anchor.source());
            }
        }
        return sources;
    }

    private List<X509Certificate> certificates(String reference) {
        try {
            Collection<? extends Certificate> read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(resources.read(reference)));
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate : read) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                throw new CertificateException("it holds none");
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw refuse(
                    "certificates-src",
                    "the certificates of " + Quoted.of(reference) + " cannot be read: "
                            + Quoted.plain(String.valueOf(e.getMessage())));
        }
    }

    private static PolicyFileException refuse(String rule, String message) {
        return new PolicyFileException(List.of(Finding.of(rule, Severity.ERROR, Optional.empty(), message)));
    }
}
