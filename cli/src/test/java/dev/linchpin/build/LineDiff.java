package dev.linchpin.build;

import java.util.ArrayList;
import java.util.List;

/** The lines that two texts do not share, each under the last line before it that is not indented. */
final class LineDiff {
    private LineDiff() {}

    static List<String> between(List<String> before, List<String> after) {
        int[][] common = commonTails(before, after);
        List<String> diff = new ArrayList<>();
        String heading = "";
        String shown = "";
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                heading = before.get(i).startsWith(" ") ? heading : "  " + before.get(i);
                i++;
                j++;
                continue;
            }
            if (!heading.equals(shown)) {
                diff.add(heading);
                shown = heading;
            }
            boolean removed = j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1]);
            diff.add(removed ? "- " + before.get(i++) : "+ " + after.get(j++));
        }
        return diff;
    }

    /** How many lines the texts share from line i of the one and line j of the other on. */
    private static int[][] commonTails(List<String> a, List<String> b) {
        int[][] length = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                length[i][j] = a.get(i).equals(b.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }
}
