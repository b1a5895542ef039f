package dev.linchpin.config;

import dev.linchpin.config.ConfigEntry.Domain;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlAttribute;
import dev.linchpin.internal.xml.XmlElement;
import java.util.Optional;
import java.util.Set;

/**
 * Where Android versions read one file in different ways. Each row was seen with the platform's own classes of API 24, 26, 30, 34, 36
 * and 37 (docs/android.md); of the levels between, nothing is said.
 */
final class AndroidLevels {
    private static final Set<String> ENCRYPTION_MODES = Set.of("enabled", "opportunistic", "disabled");

    private final AndroidConfig config;
    private final Findings findings;

    private AndroidLevels(AndroidConfig config, Findings findings) {
        this.config = config;
        this.findings = findings;
    }

    static void find(XmlElement root, AndroidConfig config, Findings findings) {
        AndroidLevels levels = new AndroidLevels(config, findings);
        levels.elements(root);
        levels.cleartext();
        levels.localhost();
    }

    private void elements(XmlElement parent) {
        for (XmlElement child : parent.children()) {
            switch (child.name()) {
                case "certificates" -> wifiAlliance(child);
                case "certificateTransparency" ->
                    findings.note(
                            "android-certificate-transparency",
                            child.startTag(),
                            "Android 16 and later read certificateTransparency, 14 and earlier skip it;"
                                    + " without it, 17 asks for it and 16 does not");
                case "domainEncryption" -> domainEncryption(child);
                default -> {}
            }
            elements(child);
        }
    }

    private void wifiAlliance(XmlElement certificates) {
        certificates
                .attribute("", "src")
                .filter(src -> src.value().equals("wfa"))
                .ifPresent(src -> findings.warn(
                        "android-wfa",
                        src.content(),
                        "src=\"wfa\" is read by Android 11 and later, while 7 and 8 refuse the file"));
    }

    private void domainEncryption(XmlElement element) {
        findings.note(
                "android-domain-encryption",
                element.startTag(),
                "Android 17 reads domainEncryption, 16 and earlier skip it");
        Optional<XmlAttribute> mode = element.attribute("", "mode");
        mode.filter(word -> !ENCRYPTION_MODES.contains(word.value()))
                .ifPresent(word -> findings.warn(
                        "domain-encryption-mode",
                        word.content(),
                        "mode is " + Quoted.of(word.value())
                                + ", which Android 17 reads as \"opportunistic\", expected "
                                + Findings.oneOf(ENCRYPTION_MODES)));
    }

    /** Once in a file: what is said of one domain holds for all others that do not say. */
    private void cleartext() {
        config.entries().stream()
                .filter(entry -> entry.effectivePinSet()
                        .filter(set -> !set.pins().isEmpty())
                        .isPresent())
                .filter(entry -> !entry.effectiveCleartext().isPresent())
                .findFirst()
                .ifPresent(entry -> findings.note(
                        "android-cleartext-default",
                        entry.element().startTag(),
                        "cleartextTrafficPermitted is not set for a pinned domain: Android 7 and 8 permit clear text then, "
                                + "11 and later do not (seen with target SDK 34), expected it to be set"));
    }

    /** Since API 37 there is a configuration for localhost unless the file has one. */
    private void localhost() {
        boolean forbidden = !config.base().effectiveCleartext().orElse(true);
        if (forbidden && !hasLocalhost()) {
            findings.note(
                    "android-localhost",
                    config.base().element().startTag(),
                    "base-config forbids clear text and no domain-config is for localhost: Android 17 permits it there, "
                            + "16 and earlier go by base-config");
        }
    }

    private boolean hasLocalhost() {
        return config.entries().stream()
                .flatMap(entry -> entry.domains().stream())
                .map(Domain::name)
                .anyMatch("localhost"::equals);
    }
}
