package dev.linchpin.gauntlet.report;

import dev.linchpin.gauntlet.play.Result;
import java.util.List;

/**
 * Right or wrong, from the best to the worst. A sign says that first and whether the peer was accepted not at all: a refusal that was
 * wanted is right. No colour is the only sign of anything.
 */
public enum Standing {
    NOT_PLAYED("·", ".", "not played"),
    AS_WANTED("✓", "+", "as wanted"),
    /** Known before the run, and nobody got through: a genuine peer was refused, or the client failed for another reason. */
    KNOWN_FAILURE("≈", "~", "known: other failure"),
    /** Known before the run: a peer that had to be refused was accepted, or received as much as one byte of a request. */
    KNOWN_BREACH("!", "!", "known: attack gets through"),
    /** Not as wanted, or a known failure that did not happen. */
    UNEXPECTED("✗", "x", "unexpected");

    private final String sign;
    private final String ascii;
    private final String words;

    Standing(String sign, String ascii, String words) {
        this.sign = sign;
        this.ascii = ascii;
        this.words = words;
    }

    public static Standing of(Result result) {
        if (result.unexpected()) {
            return UNEXPECTED;
        } else if (!result.failed()) {
            return AS_WANTED;
        }
        return result.breached() ? KNOWN_BREACH : KNOWN_FAILURE;
    }

    /** In the order in which a reader asks. */
    public static List<Standing> legend() {
        return List.of(AS_WANTED, UNEXPECTED, KNOWN_BREACH, KNOWN_FAILURE, NOT_PLAYED);
    }

    public String sign() {
        return sign;
    }

    /** The sign where others than ASCII cannot be shown. */
    public String ascii() {
        return ascii;
    }

    /** For a legend, and for whom the sign is read aloud to. */
    public String words() {
        return words;
    }

    /** The class of style in a page. */
    public String style() {
        return switch (this) {
            case NOT_PLAYED -> "skipped";
            case AS_WANTED -> "passed";
            case KNOWN_FAILURE -> "expected";
            case KNOWN_BREACH -> "breach";
            case UNEXPECTED -> "failed";
        };
    }
}
