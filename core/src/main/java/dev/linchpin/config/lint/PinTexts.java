package dev.linchpin.config.lint;

import dev.linchpin.config.Located;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The pins of a draft, and their texts without the prefix. */
final class PinTexts {
    private static final String SPKI = "sha256/";
    private static final String CERTIFICATE = "cert-sha256/";

    private PinTexts() {}

    /** Each set once, however many hosts share it. */
    static Collection<Pins> sets(PolicyDraft draft) {
        Set<Pins> sets = new LinkedHashSet<>();
        for (Host host : draft.hosts()) {
            if (!host.pins().pins().isEmpty()) {
                sets.add(host.pins());
            }
        }
        return sets;
    }

    static boolean isOfKey(Located pin) {
        return pin.text().startsWith(SPKI);
    }

    static String base64(Located pin) {
        String text = pin.text();
        return text.substring(
                text.startsWith(SPKI) ? SPKI.length() : text.startsWith(CERTIFICATE) ? CERTIFICATE.length() : 0);
    }
}
