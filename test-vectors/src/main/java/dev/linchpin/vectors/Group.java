package dev.linchpin.vectors;

import java.util.List;

/**
 * Cases of one operation that belong together. Immutable.
 *
 * @param group the second part of its cases' ids
 * @param op the operation, e.g. {@code host.match}
 */
public record Group(String group, String op, List<Case> tests) {
    public Group {
        tests = List.copyOf(tests);
    }
}
