package dev.linchpin.vectors;

import java.util.List;

/**
 * Why cases with a flag exist. Immutable.
 *
 * @param bugType the class of mistake; {@code BASIC} for what everybody gets right
 * @param effect what the mistake leads to; may be empty
 */
public record Note(String bugType, String description, String effect, List<String> cves, List<String> links) {
    /** What everybody gets right: no mutant needs to fail it. */
    public static final String BASIC = "BASIC";

    public Note {
        cves = List.copyOf(cves);
        links = List.copyOf(links);
    }
}
