package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.lint.Mutant.Mutation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mistakes in reading pins and sets of pins. */
final class PinMutations {
    static final Set<String> WITH_PINS = Set.of("pinset.parse", "pin.leaf", "pin.check");
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final String ZERO = "sha256/" + "A".repeat(43) + "=";
    private static final String REAL = "sha256/" + "A".repeat(42) + "E=";

    private PinMutations() {}

    static List<Mutation> all() {
        return List.of(
                reading("lenient-base64", "decodes base64 as MIME decoders do", PinMutations::lenient),
                reading(
                        "base64url",
                        "takes base64url for base64",
                        text -> text.replace('-', '+').replace('_', '/')),
                reading(
                        "any-length",
                        "accepts hashes of any length",
                        text -> text.matches("sha256/[A-Za-z0-9+/]*=*") || text.isEmpty() ? REAL : text),
                reading(
                        "any-hash",
                        "takes whatever stands before the slash for SHA-256",
                        text -> text.matches("(sha1|sha512|sha3-256)/.*") ? REAL : text),
                reading("any-notation", "finds the hash in any text", text -> {
                    Matcher hash = HASH.matcher(text);
                    return hash.find() ? "sha256/" + hash.group() : text;
                }),
                reading(
                        "any-case",
                        "reads the prefix without regard to case",
                        text -> text.replaceFirst("(?i)^sha256/", "sha256/")),
                reading(
                        "compatibility-forms",
                        "normalises Unicode before it reads",
                        text -> Normalizer.normalize(text, Normalizer.Form.NFKC)),
                reading(
                        "strips-invisible",
                        "drops characters that are not seen",
                        text -> text.replaceAll("[\\p{Cf}\\p{Cc}]", "")),
                reading("placeholder", "takes the placeholder for a pin", text -> text.equals(ZERO) ? REAL : text),
                Mutation.on(
                        "pinset.parse",
                        "counts-duplicates",
                        "counts a pin that is given twice as two",
                        question -> question.is("ok") || (question.texts("pins").size() > 1 && distinct(question) == 1)
                                ? Answer.of("ok", "size", question.texts("pins").size())
                                : question.right()),
                Mutation.on(
                        "pinset.parse",
                        "no-backup",
                        "does not ask for a backup pin",
                        question -> distinct(question) == 1 ? question.with("mode", "report-only") : question.right()),
                new Mutation(
                        "empty-set",
                        "accepts a set without pins",
                        Set.of("pinset.parse", "pin.leaf"),
                        question -> question.texts("pins").isEmpty()
                                ? question.op().equals("pin.leaf") ? Answer.of("match") : Answer.of("ok", "size", 0)
                                : question.right()),
                new Mutation(
                        "skips-malformed-pins",
                        "leaves out pins that it cannot read",
                        WITH_PINS,
                        question -> question.texts("pins").isEmpty()
                                ? question.right()
                                : question.with(
                                        "pins",
                                        question.texts("pins").stream()
                                                .filter(pin -> isPin(question, pin))
                                                .toList())),
                Mutation.on("pin.leaf", "prefix-compare", "compares as many bytes as the pin has, of 31", question -> {
                    byte[] hash = hash(HashMutations.pin(encoded(question)));
                    boolean matches = question.texts("pins").stream()
                            .filter(pin -> pin.startsWith("sha256/"))
                            .anyMatch(pin -> isPrefix(hash(pin), hash));
                    return question.when(matches, "match");
                }));
    }

    /** Reads something else than what is written; in operations on sets as well. */
    private static Mutation reading(String name, String mistake, UnaryOperator<String> misread) {
        return new Mutation(name, mistake, Set.of("pin.parse", "pinset.parse", "pin.leaf"), question -> {
            if (!question.is("reject")) {
                return question.right();
            }
            return question.op().equals("pin.parse")
                    ? question.with("text", misread.apply(question.text("text")))
                    : question.with(
                            "pins", question.texts("pins").stream().map(misread).toList());
        });
    }

    static boolean isPin(Question question, String text) {
        return question.outcome("pin.parse", Map.of("text", text)).equals("ok");
    }

    private static long distinct(Question question) {
        return question.texts("pins").stream().distinct().count();
    }

    private static String lenient(String text) {
        String trimmed = text.trim();
        if (!trimmed.startsWith("sha256/")) {
            return text;
        }
        String digits =
                trimmed.substring("sha256/".length()).replaceAll("=.*", "").replaceAll("[^A-Za-z0-9+/]", "");
        try {
            byte[] hash = Base64.getDecoder().decode(digits);
            return "sha256/" + Base64.getEncoder().encodeToString(hash);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static byte[] encoded(Question question) {
        try {
            return HashMutations.info(question.bytes("certificate")).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] hash(String pin) {
        return Base64.getMimeDecoder().decode(pin.substring("sha256/".length()));
    }

    private static boolean isPrefix(byte[] pinned, byte[] hash) {
        int length = Math.min(pinned.length, 31);
        return Arrays.equals(pinned, 0, length, hash, 0, length);
    }
}
