package dev.linchpin.cli.bundle;

import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.remote.Bundle;
import dev.linchpin.remote.BundleRefusedException;
import dev.linchpin.remote.SignedBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A bundle in lines for people and fields for programs. */
final class BundleShown {
    private BundleShown() {}

    /** What a document says, whoever wrote it. */
    static Bundle unverified(Path file, SignedBundle document) {
        try {
            return document.unverified();
        } catch (BundleRefusedException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static Map<String, Object> head(Bundle bundle) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", bundle.version());
        fields.put("audience", bundle.audience());
        fields.put("expires", bundle.expires().toString());
        return fields;
    }

    /** One line for each thing that a bundle says and another may say in another way, in an order that does not depend on that of the file. */
    static List<String> statements(Bundle bundle) {
        List<String> lines = new ArrayList<>();
        PinPolicy policy = bundle.policy();
        for (PinRule rule : policy.rules()) {
            String hosts = rule.hosts().toString();
            lines.add(hosts + "  " + word(rule.mode())
                    + rule.expires()
                            .map(expires -> ", until " + expires + " (then "
                                    + word(rule.afterExpiry().orElseThrow()) + ")")
                            .orElse(""));
            rule.pins().forEach(pin -> lines.add(hosts + "  " + pin));
        }
        policy.exemptions().forEach(hosts -> lines.add(hosts + "  exempt"));
        lines.sort(null);
        lines.add("unlisted hosts  " + word(policy.unlistedHosts()));
        bundle.nextKeys().ifPresent(next -> {
            lines.add("next keys  " + next.threshold() + " of " + next.keys().size());
            next.keys()
                    .forEach(key -> lines.add(
                            "next key  " + key.id() + "  " + key.algorithm().jwsName()));
        });
        return lines;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
