package dev.linchpin.vectors.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.vectors.lint.Mutant.Mutation;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mistakes in verifying bundles. What a mutant takes that is refused, it takes as {@code ok}. */
final class BundleMutations {
    private static final String OP = "bundle.verify";
    private static final Pattern PAYLOAD = Pattern.compile("\"payload\" ?: ?\"([^\"]*)\"|^[^{.]*\\.([^.]*)");
    private static final Pattern HEADER = Pattern.compile("\"protected\" ?: ?\"([^\"]*)\"|^([^{.]*)\\.");
    private static final Pattern SIGNATURE =
            Pattern.compile("\"signature\" ?: ?\"([^\"]*)\"|^[^{.]*\\.[^.]*\\.([^.]*)");
    private static final String GOOD_HEADER =
            "\\{\"alg\":\"(ES256|Ed25519)\",\"kid\":\"[^\"]*\",\"typ\":\"linchpin-bundle\"}";

    private BundleMutations() {}

    static List<Mutation> all() {
        return List.of(
                Mutation.on(OP, "bundle-one-is-enough", "is content with one signature", q -> q.with("threshold", 1)),
                takes("bundle-counts-signatures", "counts signatures instead of keys", q -> {
                    List<String> headers = all(HEADER, q);
                    return headers.size() > headers.stream().distinct().count();
                }),
                Mutation.on(
                        OP,
                        "bundle-knows-every-signer",
                        "refuses documents that others have signed as well",
                        q -> q.when(signers(q) > trusted(q) && q.is("ok"), "reject")),
                Mutation.on(
                        OP,
                        "bundle-low-s",
                        "refuses signatures with a high s",
                        q -> q.when(
                                q.is("ok") && all(SIGNATURE, q).stream().anyMatch(BundleMutations::isHigh), "reject")),
                takes(
                        "bundle-no-signature",
                        "does not verify signatures",
                        q -> header(q).matches(GOOD_HEADER)
                                && length(q) == 64
                                && payload(q).startsWith("{\"version\":7")),
                takes("bundle-zero-signature", "takes numbers out of range for a signature", q -> {
                    String hex = hex(all(SIGNATURE, q).stream().findFirst().orElse(""));
                    return hex.matches("0{63}[01].*|.{64}0{63}[01]|ffffffff00000000f.*");
                }),
                takes("bundle-any-length", "takes signatures of any form", q -> length(q) > 0 && length(q) != 64),
                takes(
                        "bundle-algorithm-of-header",
                        "lets the header choose the algorithm",
                        q -> header(q).contains("linchpin-bundle")
                                && (!header(q).contains("\"alg\":\"ES256\"") || isEd25519(q))),
                takes(
                        "bundle-any-type",
                        "does not look at the type",
                        q -> !header(q).contains("linchpin-bundle")),
                takes(
                        "bundle-any-header",
                        "passes over members of headers",
                        q -> !header(q).matches(GOOD_HEADER) && header(q).contains("kid")),
                takes(
                        "bundle-any-form",
                        "reads whatever can be read",
                        q -> !q.text("document").matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{86}")
                                && header(q).matches(GOOD_HEADER)),
                Mutation.on(
                        OP,
                        "bundle-writes-anew",
                        "verifies what it has parsed and written anew",
                        q -> q.when(payload(q).matches("(?s).*( :|\\\\/|\\\\u).*"), "reject")),
                payload(
                        "bundle-last-name",
                        "takes the last of several members",
                        "(?s).*(version\":7,\"(\\\\u0076|v)ersion|\"pins\":\\[],\"pins).*"),
                payload("bundle-any-characters", "takes any characters", "(?s).*(\\\\ud800|\u0001|\ufeff|\ufffd).*"),
                payload("bundle-any-depth", "follows any depth", "(?s).*\\[{100}.*"),
                payload("bundle-first-value", "stops behind the first value", "(?s).*}(\\{}|x|\0)"),
                payload("bundle-json5", "reads JSON with extensions", "(?s)/\\*.*|.*'version'.*|.*,}|\\[.*"),
                payload("bundle-any-number", "takes any number for a version", "(?s).*\"version\":(?!7,)[-0-9\"n].*"),
                payload(
                        "bundle-any-members",
                        "passes over members that are missing or unknown",
                        "(?s)\\{\"audience.*|.*\"exp\":.*|.*\"policy\":null.*|.*Z\"}|.*Config\":\"<a/.*|.*\"issuedAt\":\"[^\"]*\",\"policy.*"),
                payload(
                        "bundle-any-instant",
                        "reads instants with goodwill",
                        "(?s).*\"expires\":(?!\"20[0-9]{2}-[0-9]{2}-[0-9]{2}T00:00:00Z\").*"),
                payload("bundle-pins-nothing", "takes lists that are empty", "(?s).*(\\[]|SHA-1').*"),
                payload(
                        "bundle-one-pin",
                        "is content with one pin that is good",
                        "(?s).*\"pins\":\\[\"(sha1|sha256/[^\"]*(Td\"|Td5=\"|4=\"]|\",\"sha256/x)).*"),
                payload(
                        "bundle-any-host",
                        "takes hosts as they are written",
                        "(?s).*(API|\\.com\\.\"|\"\\*\\.com|\\[\"\"]|exemptions\":\\[\"api|api.*\"api).*"),
                payload(
                        "bundle-any-word",
                        "passes over words that it does not know",
                        "(?s).*\"(mode|expires)\":\"[^\"]*\",\"(pins|expires).*"),
                Mutation.on(OP, "bundle-no-floor", "remembers no version", q -> q.with("adopted", null)),
                takes(
                        "bundle-version-only",
                        "compares versions and not contents",
                        q -> q.has("adopted") && payload(q).startsWith("{\"version\":7")),
                Mutation.on(
                        OP,
                        "bundle-refuses-known",
                        "refuses the version that it has",
                        q -> q.when(q.has("adopted") && payload(q).startsWith("{\"version\":7"), "reject")),
                Mutation.on(
                        OP,
                        "bundle-never-expires",
                        "does not look at the expiry",
                        q -> q.with("now", earlier(q.text("now")))),
                Mutation.on(
                        OP,
                        "bundle-ends-before-its-end",
                        "takes the instant of expiry for the first that is too late",
                        q -> q.when(
                                q.text("now").equals("2026-12-31T00:00:00Z")
                                        || payload(q).contains("2106-"),
                                "reject")),
                takes(
                        "bundle-any-issue",
                        "does not look at when it was issued",
                        q -> q.text("now").startsWith("2026-10")),
                Mutation.on(
                        OP,
                        "bundle-believes-the-clock",
                        "believes the clock alone",
                        q -> q.has("adopted") && q.text("now").startsWith("1970") ? q.when(true, "reject") : q.right()),
                Mutation.on(OP, "bundle-any-audience", "does not look for whom it is", q -> {
                    Matcher audience =
                            Pattern.compile("\"audience\":\"([^\"]*)").matcher(payload(q));
                    return audience.find() ? q.with("audience", audience.group(1)) : q.right();
                }),
                Mutation.on(
                        OP,
                        "bundle-no-succession",
                        "knows no next keys",
                        q -> q.when(q.is("ok") && payload(q).contains("nextKeys"), "reject")),
                takes(
                        "bundle-next-keys-unproven",
                        "trusts next keys that have not signed",
                        q -> payload(q).contains("nextKeys") && signers(q) <= 2),
                takes(
                        "bundle-any-next-keys",
                        "reads next keys with goodwill",
                        q -> payload(q).contains("nextKeys")));
    }

    /** Accepts what is refused and of this kind. */
    private static Mutation takes(String name, String mistake, Predicate<Question> kind) {
        return Mutation.on(OP, name, mistake, q -> q.when(kind.test(q) && q.is("reject"), "ok"));
    }

    private static Mutation payload(String name, String mistake, String pattern) {
        Pattern kind = Pattern.compile(pattern);
        return takes(name, mistake, q -> kind.matcher(payload(q)).matches());
    }

    private static String earlier(String now) {
        return now.compareTo("2026-12-31") > 0 ? "2026-12-30T00:00:00Z" : now;
    }

    private static int signers(Question q) {
        return all(HEADER, q).size();
    }

    private static int trusted(Question q) {
        return q.texts("keys").size();
    }

    private static String payload(Question q) {
        return decoded(all(PAYLOAD, q).stream().findFirst().orElse(""));
    }

    private static String header(Question q) {
        return decoded(all(HEADER, q).stream().findFirst().orElse(""));
    }

    private static boolean isEd25519(Question q) {
        return q.texts("keys").get(0).startsWith("MCow");
    }

    private static int length(Question q) {
        return bytes(all(SIGNATURE, q).stream().findFirst().orElse("")).length;
    }

    /** Above half of the order, or close to it: the first bit tells. */
    private static boolean isHigh(String signature) {
        byte[] bytes = bytes(signature);
        return bytes.length == 64 && (bytes[32] & 0x80) != 0 && signature.length() == 86;
    }

    private static List<String> all(Pattern pattern, Question q) {
        return pattern.matcher(q.text("document"))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    private static String decoded(String base64url) {
        return new String(bytes(base64url), UTF_8);
    }

    private static String hex(String base64url) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes(base64url)) {
            hex.append(String.format("%02x", b));
        }
        return hex.toString();
    }

    private static byte[] bytes(String base64url) {
        try {
            return Base64.getUrlDecoder().decode(base64url.replaceAll("[^A-Za-z0-9_-]", ""));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
