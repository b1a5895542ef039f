package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.PolicySemantics.AFTER;
import static dev.linchpin.vectors.draft.PolicySemantics.BEFORE;
import static dev.linchpin.vectors.draft.PolicySemantics.CLOSED;
import static dev.linchpin.vectors.draft.PolicySemantics.ENFORCE;
import static dev.linchpin.vectors.draft.PolicySemantics.NOW;
import static dev.linchpin.vectors.draft.PolicySemantics.OPEN;
import static dev.linchpin.vectors.draft.PolicySemantics.rule;

/** The cases of {@link PolicySemantics} about how an expiry is written. */
final class ExpiryTexts {
    private final PolicySemantics draft;

    ExpiryTexts(PolicySemantics draft) {
        this.draft = draft;
    }

    void instants(GroupDraft group) {
        inForce(
                group,
                "east",
                "an offset east of Greenwich, at its instant",
                "Offset",
                "2030-01-01T02:00:00+02:00",
                NOW);
        over(group, "east-after", "and a second after", "Offset", "2030-01-01T02:00:00+02:00", AFTER);
        inForce(
                group,
                "west",
                "an offset west of Greenwich, at its instant",
                "Offset",
                "2029-12-31T19:00:00-05:00",
                NOW);
        over(group, "west-after", "and a second after", "Offset", "2029-12-31T19:00:00-05:00", AFTER);
        inForce(group, "half-hour", "an offset of half an hour", "Offset", "2030-01-01T05:30:00+05:30", NOW);
        inForce(group, "zero-offset", "an offset of nothing", "Offset", "2030-01-01T00:00:00+00:00", NOW);
        inForce(group, "fraction", "half a second after now", "FarDates", "2030-01-01T00:00:00.5Z", NOW);
        over(group, "fraction-before", "half a second before now", "FarDates", "2029-12-31T23:59:59.5Z", NOW);
        inForce(group, "nanoseconds", "nine digits of a second", "FarDates", "2030-01-01T00:00:00.000000001Z", NOW);
        inForce(group, "leap-day", "29 February of a leap year", "FarDates", "2032-02-29T00:00:00Z", NOW);
        inForce(group, "year-2038", "a second past 31 bits", "FarDates", "2038-01-19T03:14:08Z", NOW);
        inForce(group, "year-2106", "a second past 32 bits", "FarDates", "2106-02-07T06:28:16Z", NOW);
        inForce(group, "year-9999", "the last second of four digits", "FarDates", "9999-12-31T23:59:59Z", NOW);
        over(
                group,
                "now-2040",
                "now past 31 bits, and the expiry before it",
                "FarDates",
                "2039-01-01T00:00:00Z",
                "2040-01-01T00:00:00Z");
        over(group, "year-1969", "before 1970", "FarDates", "1969-12-31T23:59:59Z", NOW);
        date(group, "date-before", "a second before the start of the day", BEFORE, "match");
        date(group, "date-start", "at the start of the day", NOW, "match");
        date(group, "date-after", "a second into the day", AFTER, "expired");
        date(group, "date-noon", "at noon of the day", "2030-01-01T12:00:00Z", "expired");
        date(group, "date-end", "at the end of the day", "2030-01-01T23:59:59Z", "expired");
    }

    private void inForce(GroupDraft group, String id, String comment, String flag, String expires, String now) {
        draft.at(group, id, comment, flag, now, rule(draft.right, ENFORCE, expires, CLOSED))
                .expect("match");
    }

    private void over(GroupDraft group, String id, String comment, String flag, String expires, String now) {
        draft.at(group, id, comment, flag, now, rule(draft.right, ENFORCE, expires, OPEN))
                .expect("expired");
    }

    private void date(GroupDraft group, String id, String comment, String now, String outcome) {
        draft.at(group, id, comment, "DateOnly", now, rule(draft.right, ENFORCE, "2030-01-01", OPEN))
                .choice("date-only", outcome, "reject");
    }

    void malformed(GroupDraft group) {
        misread(group, "second-60", "a leap second that never was", "2035-06-30T23:59:60Z");
        misread(group, "hour-24", "the hour 24", "2035-06-30T24:00:00Z");
        misread(group, "february-30", "30 February", "2035-02-30T00:00:00Z");
        misread(group, "february-29", "29 February of another year", "2035-02-29T00:00:00Z");
        misread(group, "month-13", "the month 13", "2035-13-01T00:00:00Z");
        misread(group, "no-zone", "neither Z nor offset", "2035-01-01T00:00:00");
        misread(group, "no-seconds", "hours and minutes", "2035-01-01T00:00Z");
        misread(group, "space", "a space for the T", "2035-01-01 00:00:00Z");
        misread(group, "offset-hours", "an offset without minutes", "2035-01-01T00:00:00+02");
        misread(group, "zone-name", "a zone by its name", "2035-01-01T00:00:00 UTC");
        misread(group, "seconds", "seconds since 1970", "2051222400");
        misread(group, "milliseconds", "milliseconds since 1970", "2051222400000");
        misread(group, "one-digit", "a date of single digits", "2035-1-1");
        misread(group, "basic-format", "a date without hyphens", "20350101");
        misread(group, "american", "a date in American order", "01/02/2035");
        misread(group, "http", "a date as HTTP writes it", "Mon, 01 Jan 2035 00:00:00 GMT");
        misread(group, "five-digit-year", "a year of five digits", "+12035-01-01T00:00:00Z");
        misread(group, "date-february-30", "30 February, a bare date", "2035-02-30");
        misread(group, "leading-space", "a space in front", " 2035-01-01T00:00:00Z");
        misread(group, "trailing-newline", "a line feed behind", "2035-01-01T00:00:00Z\n");
        misread(group, "junk-behind", "characters behind", "2035-01-01T00:00:00Zulu");
        misread(group, "fullwidth-digits", "full-width digits", "\uff12\uff10\uff13\uff15-01-01T00:00:00Z");
        misread(group, "word", "a word", "never");
        misread(group, "empty", "nothing", "");
    }

    private void misread(GroupDraft group, String id, String comment, String expires) {
        draft.at(group, id, comment, "LenientDate", NOW, rule(draft.right, ENFORCE, expires, OPEN))
                .expect("reject")
                .unlike("instant::year-2038");
    }
}
