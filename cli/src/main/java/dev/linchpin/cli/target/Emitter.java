package dev.linchpin.cli.target;

import dev.linchpin.cli.target.Emission.Rule;
import dev.linchpin.config.Finding;
import dev.linchpin.config.NetworkSecurityConfig;
import dev.linchpin.config.OkHttpPins;
import dev.linchpin.config.PinnedDomains;
import dev.linchpin.config.TrustKitAndroid;
import dev.linchpin.config.TrustKitPlist;
import dev.linchpin.config.WrittenPolicy;
import dev.linchpin.pin.Pin;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes a policy down as code for a platform. */
public final class Emitter {
    private final Target target;
    private final Function<Pin, String> describe;

    /** @param describe what a pin is the pin of, in the words of whoever; empty if nobody said */
    public Emitter(Target target, Function<Pin, String> describe) {
        this.target = target;
        this.describe = describe;
    }

    /**
     * The code.
     *
     * @param policy with a {@link Placeholder} where a backup pin is missing
     * @throws IllegalArgumentException if nothing of the policy can be said on this platform
     */
    public EmittedCode emit(PinPolicy policy) {
        Emission emission = emission(policy);
        if (saysNothing(emission)) {
            throw new IllegalArgumentException("nothing of the policy can be said in " + target.name() + ": "
                    + String.join("; ", emission.notes()));
        }
        Map<String, String> files = new LinkedHashMap<>();
        target.files()
                .forEach(file -> files.put(
                        file.name(),
                        file.template()
                                .map(template -> render(template, emission))
                                .orElseGet(() -> copy(file.copy().orElseThrow()))));
        return new EmittedCode(
                files,
                emission.notes(),
                emission.rules().stream()
                        .filter(Rule::lacksBackup)
                        .map(Rule::pattern)
                        .toList());
    }

    /** A writer of core leaves out what cannot be said, and the rest stands as if that were all. */
    private static boolean saysNothing(Emission emission) {
        return emission.rules().stream()
                .flatMap(rule -> rule.keys().stream())
                .filter(Emission.Key::ofKey)
                .noneMatch(key -> emission.body().orElse(key.base64()).contains(key.base64()));
    }

    private Emission emission(PinPolicy policy) {
        Optional<WrittenPolicy> written = target.writer().map(format -> write(format, policy));
        boolean wordForWord = written.isPresent() && target.writer().get() != Target.Format.OKHTTP;
        Set<Ability> abilities = wordForWord ? EnumSet.allOf(Ability.class) : target.abilities();
        Fitting fitting = new Fitting(target.title(), abilities, describe);
        List<Rule> rules = fitting.rules(policy);
        List<String> exemptions = fitting.exemptions(policy);
        var unlisted = fitting.unlisted(policy);
        List<String> notes = new ArrayList<>(fitting.notes());
        written.ifPresent(text -> text.findings().stream()
                .filter(finding -> wordForWord || finding.rule().equals("united-pins"))
                .map(Finding::message)
                .forEach(notes::add));
        return new Emission(
                rules,
                exemptions,
                unlisted,
                notes.stream().map(CommentText::of).toList(),
                written.filter(text -> wordForWord)
                        .map(text -> withPlaceholders(withoutDeclaration(text.text()), policy)));
    }

    private static WrittenPolicy write(Target.Format format, PinPolicy policy) {
        return switch (format) {
            case ANDROID -> NetworkSecurityConfig.write(policy);
            case OKHTTP -> OkHttpPins.write(policy);
            case TRUSTKIT_ANDROID -> TrustKitAndroid.write(policy);
            case TRUSTKIT_IOS -> TrustKitPlist.write(policy);
            case IOS -> PinnedDomains.write(policy, PinnedDomains.Identities.LEAF);
        };
    }

    /** The template begins with it, since a comment may not stand before. */
    private static String withoutDeclaration(String xml) {
        return xml.startsWith("<?xml") ? xml.substring(xml.indexOf("?>") + 2).stripLeading() : xml;
    }

    private String withPlaceholders(String text, PinPolicy policy) {
        String placeholder = target.isPropertyList() ? Placeholder.NO_XML : Placeholder.TEXT;
        String replaced = text;
        for (PinRule rule : policy.rules()) {
            String stand = Placeholder.of(rule.hosts().toString()).toString();
            replaced = replaced.replace(stand.substring(stand.indexOf('/') + 1), placeholder);
        }
        return replaced;
    }

    private static String render(String template, Emission emission) {
        StringOutput out = new StringOutput();
        Templates.ENGINE.render(template + ".jte", emission, out);
        return out.toString();
    }

    private static String copy(String file) {
        try (InputStream in = Emitter.class.getResourceAsStream("recipes/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the recipe " + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
