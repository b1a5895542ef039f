package dev.linchpin.cli.command;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Guesses what somebody meant. */
public final class Nearest {
    private static final int GUESSES = 3;

    private Nearest() {}

    /** The names that share the largest part of their letter pairs with the text. */
    public static String to(String text, List<String> names) {
        Set<String> wanted = pairs(text);
        List<String> nearest = names.stream()
                .sorted(Comparator.comparingDouble(name -> -similarity(wanted, pairs(name))))
                .limit(GUESSES)
                .toList();
        return String.join(", ", nearest);
    }

    /** The Sørensen–Dice coefficient. */
    private static double similarity(Set<String> one, Set<String> other) {
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        return 2.0 * common.size() / Math.max(1, one.size() + other.size());
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }
}
