package dev.linchpin.cli.policy;

import dev.linchpin.config.Inspection;
import dev.linchpin.config.NetworkSecurityConfig;
import dev.linchpin.config.OkHttpPins;
import dev.linchpin.config.PinSetEditor;
import dev.linchpin.config.PinnedDomains;
import dev.linchpin.config.PublicKeyPins;
import dev.linchpin.config.TrustKitAndroid;
import dev.linchpin.config.TrustKitPlist;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A format that core reads.
 *
 * @param recognition by the name of the file and by its text
 * @param editing what edits a text of it; nothing if nothing does yet
 */
record KnownFormat(
        String name,
        BiPredicate<String, String> recognition,
        Function<String, Inspection> reading,
        Optional<Function<String, PinSetEditor>> editing)
        implements PolicyFormat {
    private static final Pattern FIELD = Pattern.compile("(?im)^public-key-pins(-report-only)?\\s*:");

    /** What is more particular stands further up: the first that recognises a text has it. */
    static final List<PolicyFormat> ALL = List.of(
            readOnly("trustkit-android", (file, text) -> text.contains("<trustkit-config"), TrustKitAndroid::inspect),
            readOnly("trustkit-ios", (file, text) -> text.contains("TSKPinnedDomains"), TrustKitPlist::inspect),
            readOnly("ios", KnownFormat::isPropertyList, PinnedDomains::inspect),
            editable(
                    "android",
                    KnownFormat::isXml,
                    NetworkSecurityConfig.reader()::inspect,
                    PinSetEditor::ofNetworkSecurityConfig),
            readOnly("hpkp", (file, text) -> FIELD.matcher(text).find(), PublicKeyPins::inspect),
            editable(
                    "okhttp",
                    (file, text) -> text.contains("sha256/"),
                    OkHttpPins::inspect,
                    PinSetEditor::ofOkHttpPins));

    private static KnownFormat readOnly(
            String name, BiPredicate<String, String> recognition, Function<String, Inspection> reading) {
        return new KnownFormat(name, recognition, reading, Optional.empty());
    }

    private static KnownFormat editable(
            String name,
            BiPredicate<String, String> recognition,
            Function<String, Inspection> reading,
            Function<String, PinSetEditor> editing) {
        return new KnownFormat(name, recognition, reading, Optional.of(editing));
    }

    private static boolean isPropertyList(String file, String text) {
        return file.endsWith(".plist") || text.contains("<plist") || text.contains("NSPinnedDomains");
    }

    /** Also what becomes of an XML file that is nothing else. */
    private static boolean isXml(String file, String text) {
        return file.endsWith(".xml") || text.stripLeading().startsWith("<") || text.startsWith("\ufeff<");
    }

    @Override
    public boolean recognises(String fileName, String text) {
        return recognition.test(fileName, text);
    }

    @Override
    public Inspection inspect(String text) {
        return reading.apply(text);
    }

    @Override
    public PinSetEditor editor(String text) {
        return editing.orElseThrow(() -> new IllegalArgumentException(
                        "files of the format " + name + " cannot be edited yet, expected android or okhttp"))
                .apply(text);
    }
}
