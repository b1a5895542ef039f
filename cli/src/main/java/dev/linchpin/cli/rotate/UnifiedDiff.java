package dev.linchpin.cli.rotate;

import java.util.ArrayList;
import java.util.List;

/** Two texts that differ in one place, as {@code diff -u} shows them. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;

    private UnifiedDiff() {}

    /** The lines of the diff, without line breaks; none if the texts are the same. */
    static List<String> of(String file, String before, String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        int start = 0;
        while (start < Math.min(old.size(), now.size()) && old.get(start).equals(now.get(start))) {
            start++;
        }
        int same = 0;
        while (same < Math.min(old.size(), now.size()) - start
                && old.get(old.size() - 1 - same).equals(now.get(now.size() - 1 - same))) {
            same++;
        }
        if (start == old.size() && start == now.size()) {
            return List.of();
        }
        int from = Math.max(0, start - CONTEXT);
        int oldEnd = Math.min(old.size(), old.size() - same + CONTEXT);
        int nowEnd = Math.min(now.size(), now.size() - same + CONTEXT);
        List<String> diff = new ArrayList<>(List.of("--- " + file, "+++ " + file));
        diff.add("@@ -" + range(from, oldEnd) + " +" + range(from, nowEnd) + " @@");
        old.subList(from, start).forEach(line -> diff.add(" " + line));
        old.subList(start, old.size() - same).forEach(line -> diff.add("-" + line));
        now.subList(start, now.size() - same).forEach(line -> diff.add("+" + line));
        old.subList(old.size() - same, oldEnd).forEach(line -> diff.add(" " + line));
        return diff;
    }

    private static String range(int from, int end) {
        return (end == from ? from : from + 1) + "," + (end - from);
    }

    /** A carriage return is a line break here, and not shown. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\r\n|\r|\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }
}
