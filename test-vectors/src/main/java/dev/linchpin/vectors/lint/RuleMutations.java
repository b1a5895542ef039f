package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.lint.Mutant.Mutation;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Mistakes in what a rule decides. */
final class RuleMutations {
    private static final String OP = "policy.decide";
    private static final String SPARE = "sha256/" + "A".repeat(42) + "E=";

    private RuleMutations() {}

    static List<Mutation> all() {
        return List.of(
                Mutation.on(
                        OP,
                        "reports-by-default",
                        "only reports unless told to enforce",
                        q -> rule(q).containsKey("mode") ? q.right() : with(q, "mode", "report-only")),
                Mutation.on(
                        OP,
                        "report-only-excuses-pkix",
                        "accepts what the platform refused, in report-only mode",
                        q -> q.text("platform").equals("refused") && "report-only".equals(rule(q).get("mode"))
                                ? Answer.of("report")
                                : q.right()),
                Mutation.on(
                        OP,
                        "ignores-platform",
                        "accepts what the platform refused, if the rule does",
                        q -> q.with("platform", "accepted")),
                Mutation.on(
                        OP,
                        "ends-early",
                        "takes the instant of the expiry for the first one after the rule",
                        q -> q.with(
                                "now",
                                Instant.parse(q.text("now")).plusSeconds(1).toString())),
                Mutation.on(
                        OP,
                        "never-expires",
                        "forgets the expiry once it is read",
                        q -> q.is("reject") && !isOver(q) ? q.right() : with(drop(q, "afterExpiry"), "expires", null)),
                Mutation.on(
                        OP,
                        "always-fails-open",
                        "fails open when the rule is over",
                        q -> isOver(q) ? Answer.of("expired") : q.right()),
                Mutation.on(OP, "pins-outlive-the-rule", "still accepts the pins of a rule that is over", q -> {
                    Answer without = with(drop(q, "afterExpiry"), "expires", null);
                    return isOver(q) && without.outcome().equals("match") ? without : q.right();
                }),
                reading(
                        "ignores-offset",
                        "takes every offset for UTC",
                        text -> text.replaceFirst("[+-][0-9]{2}:[0-9]{2}$", "Z")),
                reading(
                        "local-date",
                        "takes a bare date for its start of day in New York",
                        text -> text.length() == 10 && text.indexOf('/') < 0 ? text + "T00:00:00-05:00" : text),
                reading(
                        "end-of-day",
                        "takes a bare date for its last second",
                        text -> text.length() == 10 && text.indexOf('/') < 0 ? text + "T23:59:59Z" : text),
                reading("signed-32-bit", "keeps seconds in 32 bits", RuleMutations::truncated),
                unreadable(
                        "lenient-date",
                        "reads what begins like a date, and carries over what is too large",
                        RuleMutations::lenient),
                unreadable(
                        "unix-time",
                        "takes numbers for seconds since 1970",
                        text -> text.matches("[0-9]{9,12}")
                                ? Instant.ofEpochSecond(Long.parseLong(text)).toString()
                                : text),
                Mutation.on(
                        OP,
                        "drops-unreadable-expiry",
                        "forgets an expiry that it cannot read",
                        q -> q.is("reject")
                                        && rule(q).containsKey("expires")
                                        && !isOver(q)
                                        && q.text("platform").equals("accepted")
                                ? with(drop(q, "afterExpiry"), "expires", null)
                                : q.right()),
                Mutation.on(
                        OP,
                        "no-backup-in-rule",
                        "does not ask for a backup pin",
                        q -> pins(q).size() == 1 ? with(q, "pins", List.of(pins(q).get(0), SPARE)) : q.right()),
                Mutation.on(OP, "skips-malformed-pins-of-rule", "leaves out pins that it cannot read", q -> {
                    List<String> readable = new ArrayList<>(pins(q).stream()
                            .filter(pin -> PinMutations.isPin(q, pin))
                            .toList());
                    if (readable.size() < pins(q).size()) {
                        readable.add(SPARE);
                    }
                    return with(q, "pins", readable);
                }));
    }

    /** Another expiry than the one that is written. */
    private static Mutation reading(String name, String mistake, UnaryOperator<String> misread) {
        return Mutation.on(
                OP,
                name,
                mistake,
                q -> rule(q).get("expires") instanceof String text
                        ? with(q, "expires", misread.apply(text))
                        : q.right());
    }

    /** An expiry where none can be read. */
    private static Mutation unreadable(String name, String mistake, UnaryOperator<String> misread) {
        return Mutation.on(
                OP,
                name,
                mistake,
                q -> q.is("reject") && rule(q).get("expires") instanceof String text
                        ? with(q, "expires", misread.apply(text))
                        : q.right());
    }

    private static Map<String, Object> rule(Question q) {
        return q.object("rule");
    }

    private static List<String> pins(Question q) {
        return new Question(q.reference(), q.op(), rule(q)).texts("pins");
    }

    private static Answer with(Question q, String field, @Nullable Object value) {
        return change(q, field, value).right();
    }

    private static Question drop(Question q, String field) {
        return change(q, field, null);
    }

    private static Question change(Question q, String field, @Nullable Object value) {
        return q.change(
                "rule",
                new Question(q.reference(), q.op(), rule(q))
                        .change(field, value)
                        .input());
    }

    /** Whether an expiry that can be read has passed. */
    private static boolean isOver(Question q) {
        try {
            return rule(q).get("expires") instanceof String text
                    && q.text("platform").equals("accepted")
                    && OffsetDateTime.parse(text).toInstant().isBefore(Instant.parse(q.text("now")));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String truncated(String text) {
        try {
            int seconds = (int) OffsetDateTime.parse(text).toEpochSecond();
            boolean fits = seconds == OffsetDateTime.parse(text).toEpochSecond();
            return fits ? text : Instant.EPOCH.plus(Duration.ofSeconds(seconds)).toString();
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static String lenient(String text) {
        for (String form : List.of("yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd")) {
            SimpleDateFormat format = new SimpleDateFormat(form, Locale.ROOT);
            format.setTimeZone(TimeZone.getTimeZone("UTC"));
            try {
                return format.parse(text.trim()).toInstant().toString();
            } catch (ParseException tryTheNext) {
                // A date alone, perhaps.
            }
        }
        return text;
    }
}
