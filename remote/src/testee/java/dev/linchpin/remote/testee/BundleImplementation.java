package dev.linchpin.remote.testee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.remote.Bundle;
import dev.linchpin.remote.BundleRefusedException;
import dev.linchpin.remote.BundleVerifier;
import dev.linchpin.remote.SignedBundle;
import dev.linchpin.remote.SigningKey;
import dev.linchpin.remote.TrustedKeys;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Choices;
import dev.linchpin.vectors.CodeUnits;
import dev.linchpin.vectors.Hello;
import dev.linchpin.vectors.Implementation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The module remote behind the operation of the vectors that is about bundles. It decides nothing by itself: what the public API refuses is
 * a {@code reject}. Safe for use by several threads.
 */
public final class BundleImplementation implements Implementation {
    private static final String OP = "bundle.verify";

    @Override
    public Hello hello() {
        return new Hello("linchpin-remote", "0.1.0", "java", Set.of(OP), Set.of("ed25519", "nsc"), Choices.linchpins());
    }

    @Override
    public Answer run(String op, Map<String, Object> input) {
        if (!op.equals(OP)) {
            throw new UnsupportedOperationException("no operation " + op);
        }
        try {
            return verify(input);
        } catch (BundleRefusedException refused) {
            return Answer.of("reject");
        }
    }

    private static Answer verify(Map<String, Object> input) throws BundleRefusedException {
        List<SigningKey> keys = new ArrayList<>();
        for (Object key : (List<?>) value(input, "keys")) {
            keys.add(SigningKey.of(Base64.getDecoder().decode((String) key)));
        }
        TrustedKeys trusted = TrustedKeys.of(((Number) value(input, "threshold")).intValue(), keys);
        BundleVerifier verifier = BundleVerifier.of(text(input, "audience"), trusted);
        Optional<Bundle> adopted = input.containsKey("adopted")
                ? Optional.of(SignedBundle.parse(text(input, "adopted").getBytes(UTF_8))
                        .unverified())
                : Optional.empty();
        Bundle bundle = verifier.verifyNext(
                text(input, "document").getBytes(UTF_8), adopted, Instant.parse(text(input, "now")));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", String.valueOf(bundle.version()));
        fields.put(
                "keys",
                verifier.after(bundle).keys().keys().stream()
                        .map(SigningKey::id)
                        .sorted()
                        .toList());
        return new Answer("ok", fields);
    }

    private static String text(Map<String, Object> input, String field) {
        return CodeUnits.text(value(input, field));
    }

    private static Object value(Map<String, Object> input, String field) {
        return Objects.requireNonNull(input.get(field), field);
    }
}
