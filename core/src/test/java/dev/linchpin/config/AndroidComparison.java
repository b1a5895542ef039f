package dev.linchpin.config;

import dev.linchpin.android.AndroidLevel;
import dev.linchpin.android.HostAnswer;
import dev.linchpin.android.HostConfig;
import dev.linchpin.android.NscAnswer;
import dev.linchpin.android.NscFile;
import dev.linchpin.android.Refusal;
import dev.linchpin.danger.OverridePins;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets our reading of a file beside the platform's. */
final class AndroidComparison {
    private static final List<HostSettings.AnchorSource> SYSTEM =
            List.of(new HostSettings.AnchorSource("system", false));

    private AndroidComparison() {}

    /** Where the two differ, in a sentence. */
    static Optional<String> difference(AndroidLevel level, NscFile file, NscAnswer platform) {
        NetworkSecurityConfig ours;
        try {
            ours = NetworkSecurityConfig.reader()
                    .compatibility(Compatibility.ANDROID)
                    .apiLevel(level.api())
                    .debuggable(file.debuggable())
                    .accept(OverridePins.because("the platform does"))
                    .resources(reference -> file.raw().get("ca"))
                    .parse(file.xml());
        } catch (PolicyFileException e) {
            boolean stricterOnPurpose = String.valueOf(e.getMessage()).contains("the file declares");
            return platform.refusal().isPresent() || stricterOnPurpose
                    ? Optional.empty()
                    : Optional.of("refused by us alone: " + e.getMessage());
        }
        if (platform.refusal().isPresent()) {
            Refusal refusal = platform.refusal().get();
            boolean resourceMissing =
                    refusal.by() == Refusal.By.BUILD && refusal.message().endsWith("not found");
            return resourceMissing ? Optional.empty() : Optional.of("refused by Android alone: " + refusal);
        }
        return platform.hosts().entrySet().stream()
                .flatMap(asked -> difference(level, file, ours, asked.getKey(), asked.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> difference(
            AndroidLevel level, NscFile file, NetworkSecurityConfig ours, String host, HostAnswer theirs) {
        if (!(theirs instanceof HostConfig config)) {
            return Optional.of(host + ": Android fails, " + theirs);
        }
        boolean builtIn = level.api() >= 37 && host.equals("localhost") && config.source() == null;
        String expected = describe(config, builtIn);
        String found = describe(level, file, ours.settingsFor(host), builtIn);
        return expected.equals(found)
                ? Optional.empty()
                : Optional.of(host + ": Android has " + expected + ", we have " + found);
    }

    /**
     * What holds.
     *
     * @param builtIn whether the host has a configuration of the platform's own, which says nothing about pins
     */
    private static String describe(HostConfig config, boolean builtIn) {
        String pins = "pins " + config.pins().stream().distinct().toList() + " until " + config.expires();
        return builtIn
                ? pins
                : pins + ", clear text " + config.cleartext() + ", CT " + config.certificateTransparency() + ", ECH "
                        + config.domainEncryption() + ", anchors "
                        + config.anchors().stream()
                                .map(anchor -> anchor.from() + anchor.overridePins())
                                .sorted()
                                .toList();
    }

    /** What the file leaves open is what this level of the platform has by default. */
    private static String describe(AndroidLevel level, NscFile file, HostSettings settings, boolean builtIn) {
        String pins = "pins " + settings.pins() + " until " + settings.expires().orElse(null);
        if (builtIn) {
            return pins;
        }
        boolean forbidsClearText = level.api() >= 28 && file.targetSdk() >= 28;
        Object transparency =
                level.api() < 36 ? null : settings.certificateTransparency().orElse(level.api() >= 37);
        return pins + ", clear text " + settings.cleartextTrafficPermitted().orElse(!forbidsClearText) + ", CT "
                + transparency + ", ECH " + encryption(level, settings) + ", anchors "
                + settings.trustAnchors().orElse(SYSTEM).stream()
                        .map(anchor -> anchor.source() + anchor.overridesPins())
                        .sorted()
                        .toList();
    }

    /** In the platform's numbers. */
    private static @Nullable Integer encryption(AndroidLevel level, HostSettings settings) {
        if (level.api() < 37) {
            return null;
        }
        return switch (settings.domainEncryption().orElse("opportunistic")) {
            case "enabled" -> 3;
            case "disabled" -> 1;
            default -> 2;
        };
    }
}
