package dev.linchpin.config.lint;

import dev.linchpin.config.Edit;
import dev.linchpin.config.Finding;
import dev.linchpin.config.Located;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.Position;
import dev.linchpin.config.Severity;
import dev.linchpin.config.lint.ServedChain.Link;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Pins that are a hash of something else about a certificate at hand: the finding says of what, and what the pin is. */
final class MistakenPins implements LintRule {
    private final Map<String, Mistake> byValue = new HashMap<>();

    MistakenPins(ServedChain chain) {
        for (Link link : chain.links()) {
            for (KnownHash hash : KnownHashes.of(link.certificate())) {
                for (String text : hash.texts()) {
                    byValue.putIfAbsent(text, new Mistake(hash.what(), link));
                }
            }
        }
        // A right pin is none, though it may be some other certificate's mistake.
        chain.links()
                .forEach(link -> byValue.remove(withoutPadding(link.keyPin().substring("sha256/".length()))));
    }

    private record Mistake(String what, Link link) {}

    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        for (Pins set : PinTexts.sets(draft)) {
            for (Located pin : set.pins()) {
                Mistake mistake = PinTexts.isOfKey(pin) ? byValue.get(withoutPadding(PinTexts.base64(pin))) : null;
                if (mistake != null) {
                    found.accept(finding(pin, mistake));
                }
            }
        }
    }

    private static String withoutPadding(String base64) {
        return base64.replace("=", "");
    }

    private static Finding finding(Located pin, Mistake mistake) {
        String right = mistake.link().keyPin();
        Finding finding = Finding.of(
                "mistaken-pin",
                Severity.ERROR,
                pin.position(),
                "the pin is " + mistake.what() + ", of the certificate "
                        + mistake.link().subject() + ", expected the SHA-256 of its SubjectPublicKeyInfo, " + right);
        return pin.position().map(place -> fixed(finding, place, pin, right)).orElse(finding);
    }

    /** In some formats the prefix stands in the file, in others only the base64 does; where it is neither, there is more around it. */
    private static Finding fixed(Finding finding, Position place, Located pin, String right) {
        int written = place.end() - place.start();
        if (written == pin.text().length()) {
            return finding.withFix(new Edit(place.start(), place.end(), right));
        } else if (written == PinTexts.base64(pin).length()) {
            return finding.withFix(new Edit(place.start(), place.end(), right.substring("sha256/".length())));
        }
        return finding;
    }
}
