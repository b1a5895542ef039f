package dev.linchpin.config;

import dev.linchpin.config.Directive.SyntaxException;
import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlRange;
import dev.linchpin.internal.xml.XmlText;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.UnlistedHosts;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields of RFC 7469, and those beside them that say whose they are and since when. */
final class PublicKeyPinsReader {
    private static final String PIN_SHA256 = "pin-sha256";
    private static final String MAX_AGE = "max-age";
    private static final String SUBDOMAINS = "includesubdomains";
    private static final String REPORT_URI = "report-uri";

    /** As RFC 9111 §1.2.2 has it for delta-seconds that are larger. */
    private static final long MAX_SECONDS = 1L << 31;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

    /** The one form that senders may write (RFC 9110 §5.6.7). */
    private static final Pattern DATE =
            Pattern.compile("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT");

    private final SourceText source;
    private final Findings findings;
    private final HostTraps traps;
    private final List<Host> hosts = new ArrayList<>();

    private @Nullable Located host;
    private @Nullable Located date;
    private @Nullable Field field;

    private PublicKeyPinsReader(SourceText source) {
        this.source = source;
        this.findings = new Findings(source);
        this.traps = new HostTraps("RFC 7469", false, findings);
    }

    private record Field(Position where, int start, int end, EnforcementMode mode) {}

    static Inspection file(SourceText source) {
        PublicKeyPinsReader reader = new PublicKeyPinsReader(source);
        if (source.text().length() > XmlText.MAX_CHARS) {
            Finding tooLong = Finding.of(
                    "too-large",
                    Severity.ERROR,
                    Optional.of(source.position(0, 0)),
                    "the file is longer than " + XmlText.MAX_CHARS + " characters, expected less");
            return new Inspection(List.of(tooLong), Optional.empty());
        }
        source.forEachLine(reader::line);
        reader.endOfBlock();
        return reader.inspection();
    }

    static Inspection value(String host, SourceText source, Instant noted, EnforcementMode mode) {
        PublicKeyPinsReader reader = new PublicKeyPinsReader(source);
        int end = source.text().length();
        reader.rule(Located.of(host), noted, new Field(source.position(0, end), 0, end, mode));
        return reader.inspection();
    }

    private Inspection inspection() {
        return new Inspection(findings.inOrder(), Optional.of(new PolicyDraft(hosts, UnlistedHosts.ALLOW)));
    }

    private void line(int lineStart, int end) {
        int start = lineStart == 0 && source.text().startsWith("\ufeff") ? 1 : lineStart;
        Position whole = source.position(start, end);
        if (source.text().substring(start, end).trim().isEmpty()) {
            endOfBlock();
            return;
        }
        int colon = source.text().indexOf(':', start);
        if (colon <= start || colon >= end || source.text().charAt(start) <= ' ') {
            error("field-syntax", whole, "the line is no field, expected the form \"Name: value\"");
            return;
        }
        Position place = trimmed(colon + 1, end);
        Located value = Located.at(place, source.text().substring(place.start(), place.end()));
        switch (source.text().substring(start, colon).toLowerCase(Locale.ROOT)) {
            case "host" -> host = once(host, value);
            case "date" -> date = once(date, value);
            case "public-key-pins" -> field(new Field(place, place.start(), place.end(), EnforcementMode.ENFORCE));
            case "public-key-pins-report-only" ->
                field(new Field(place, place.start(), place.end(), EnforcementMode.REPORT_ONLY));
            default -> {} // A response has many fields.
        }
    }

    private Position trimmed(int start, int end) {
        return source.trimmed(new XmlRange(start, end));
    }

    private Located once(@Nullable Located before, Located now) {
        if (before != null) {
            traps.error("repeated-field", now, "there is a second such field for one host, expected one");
        }
        return now;
    }

    private void field(Field next) {
        if (field != null) {
            error(
                    "repeated-field",
                    next.where(),
                    "there is a second field of pins for one host, expected one: a host has one rule");
        }
        field = next;
    }

    private void endOfBlock() {
        if (field != null) {
            Instant noted = noted(field);
            if (host == null) {
                error("no-host", field.where(), "nothing says whose pins these are, expected a field Host above them");
            } else if (noted != null) {
                rule(host, noted, field);
            }
        }
        host = null;
        date = null;
        field = null;
    }

    /** A field that only reports has no end, and so needs no beginning. */
    private @Nullable Instant noted(Field pins) {
        if (date == null) {
            if (pins.mode() == EnforcementMode.REPORT_ONLY) {
                return Instant.EPOCH;
            }
            error("no-date", pins.where(), "nothing says when the pins were noted, expected a field Date above them");
            return null;
        }
        try {
            if (DATE.matcher(date.text()).matches()) {
                return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.text(), Instant::from);
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        traps.error(
                "date-syntax",
                date,
                "the date is " + Quoted.of(date.text()) + ", expected the form \"Fri, 27 Nov 2026 10:00:00 GMT\"");
        return null;
    }

    private void rule(Located name, Instant noted, Field pins) {
        traps.domain(name);
        List<Directive> directives;
        try {
            directives = Directive.parse(source, pins.start(), pins.end());
        } catch (SyntaxException e) {
            error(
                    "field-syntax",
                    source.position(e.offset(), e.offset()),
                    "the field does not conform to RFC 7469 and is ignored: " + e.getMessage());
            return;
        }
        requireOnce(directives);
        Directives known = new Directives(directives);
        boolean enforced = pins.mode() == EnforcementMode.ENFORCE;
        hosts.add(new Host(
                name,
                known.subdomains ? Coverage.SUBTREE : Coverage.HOST,
                new Pins(
                        Optional.of(pins.where()),
                        known.pins,
                        enforced ? expires(pins, noted, known.maxAge) : Optional.empty(),
                        AfterExpiry.FAIL_OPEN,
                        pins.mode(),
                        Optional.empty())));
        if (known.pins.isEmpty()) {
            error("no-pins", pins.where(), "the field has no pins, expected pin-sha256=\"…\"");
        }
    }

    private Optional<Located> expires(Field pins, Instant noted, @Nullable Directive maxAge) {
        if (maxAge == null) {
            error("max-age", pins.where(), "the field has no max-age, without which it is ignored, expected one");
            return Optional.empty();
        }
        Located seconds = maxAge.value().orElse(Located.of(""));
        long age = SECONDS.matcher(seconds.text()).matches() ? Long.parseLong(seconds.text()) : -1;
        if (age < 0 || age > MAX_SECONDS) {
            traps.error(
                    "max-age",
                    maxAge.name(),
                    "max-age is " + Quoted.of(seconds.text()) + ", expected seconds, at most " + MAX_SECONDS);
            return Optional.empty();
        }
        if (age == 0) {
            traps.error("max-age", maxAge.name(), "max-age is 0, by which a host takes its pins back, expected more");
            return Optional.empty();
        }
        return Optional.of(new Located(noted.plusSeconds(age).toString(), seconds.position()));
    }

    private void requireOnce(List<Directive> directives) {
        Set<String> seen = new HashSet<>();
        for (Directive directive : directives) {
            String name = directive.name().text();
            if (!name.startsWith("pin-") && !seen.add(name)) {
                traps.error(
                        "repeated-directive",
                        directive.name(),
                        "the directive " + Quoted.of(name) + " stands here twice, expected once");
            }
        }
    }

    private void error(String rule, Position where, String message) {
        findings.add(Finding.of(rule, Severity.ERROR, Optional.of(where), message));
    }

    /** What the directives of one field come to. */
    private final class Directives {
        private final List<Located> pins = new ArrayList<>();
        private boolean subdomains;
        private @Nullable Directive maxAge;

        Directives(List<Directive> directives) {
            directives.forEach(this::take);
        }

        private void take(Directive directive) {
            switch (directive.name().text()) {
                case PIN_SHA256 -> pin(directive);
                case MAX_AGE -> maxAge = directive;
                case SUBDOMAINS -> {
                    subdomains = true;
                    if (directive.value().isPresent()) {
                        bad(directive, "has a value, expected none");
                    }
                }
                case REPORT_URI -> reportUri(directive);
                default ->
                    findings.add(Finding.of(
                            "unknown-directive",
                            Severity.WARNING,
                            directive.name().position(),
                            "RFC 7469 knows no directive "
                                    + Quoted.of(directive.name().text()) + ", and has it ignored"));
            }
        }

        private void pin(Directive directive) {
            if (!directive.isQuoted()) {
                bad(directive, "has no value in quotation marks, expected one");
            }
            directive.value().ifPresent(value -> {
                traps.placeholder(value, value.text());
                pins.add(new Located("sha256/" + value.text(), value.position()));
            });
        }

        private void reportUri(Directive directive) {
            if (!directive.isQuoted()) {
                bad(directive, "has no value in quotation marks, expected one");
            }
            findings.add(Finding.of(
                    "report-uri",
                    Severity.NOTE,
                    directive.name().position(),
                    "where reports are sent is not part of the policy: a PinReporter hears of mismatches"));
        }

        private void bad(Directive directive, String fault) {
            traps.error(
                    "directive-syntax",
                    directive.name(),
                    "the directive " + directive.name().text() + " " + fault);
        }
    }
}
