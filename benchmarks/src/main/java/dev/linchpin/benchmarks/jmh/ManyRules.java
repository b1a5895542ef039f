package dev.linchpin.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.util.Base64;

/** The texts of as many rules as a benchmark wants, all different, each with an active and a backup pin. */
final class ManyRules {
    private ManyRules() {}

    static String pattern(String kind, int number) {
        return (kind.equals("wildcard") ? "*." : "") + domain("host", number);
    }

    /** A host that rule covers, or one as much alike as can be that no rule covers. */
    static String host(String kind, String listed, int number) {
        return (kind.equals("wildcard") ? "api." : "") + domain(listed.equals("listed") ? "host" : "gost", number);
    }

    static String domain(String name, int number) {
        String digits = Integer.toString(number);
        return name + "0".repeat(7 - digits.length()) + digits + ".example.com";
    }

    static String pin(int rule) {
        return text(2L * rule + 1);
    }

    static String backup(int rule) {
        return text(2L * rule + 2);
    }

    /** 32 bytes that differ from those of every other number in all words, as hashes do. */
    private static String text(long number) {
        ByteBuffer hash = ByteBuffer.allocate(32);
        for (long word = 1; word <= 4; word++) {
            hash.putLong(number * (0x9e3779b97f4a7c15L + 2 * word));
        }
        return "sha256/" + Base64.getEncoder().encodeToString(hash.array());
    }
}
