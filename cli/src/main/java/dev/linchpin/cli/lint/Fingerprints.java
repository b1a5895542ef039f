package dev.linchpin.cli.lint;

import dev.linchpin.config.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What makes a finding the same one after lines were put in above it: its rule, the text that it is about, and the how many-th it is of
 * those in the file (SARIF 2.1.0, section 3.27.17).
 */
final class Fingerprints {
    static final String NAME = "ruleAndText/v1";

    private static final int MAX_TEXT = 200;
    private static final int HASH_BYTES = 16;

    private final SourceLines lines;
    private final Map<String, Integer> seen = new HashMap<>();

    Fingerprints(SourceLines lines) {
        this.lines = lines;
    }

    String of(Finding finding) {
        String text = finding.position()
                .map(place -> lines.text()
                        .substring(
                                Math.min(place.start(), lines.text().length()),
                                Math.min(
                                        Math.min(place.end(), place.start() + MAX_TEXT),
                                        lines.text().length())))
                .orElse("");
        String subject = finding.rule() + "\0" + text;
        return hash(subject + "\0" + seen.merge(subject, 1, Integer::sum));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
