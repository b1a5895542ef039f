package dev.linchpin.benchmarks;

import java.util.List;

/**
 * A part of a chart with an axis of its own; only what was measured is in it.
 *
 * @param enlarges whether its axis is the beginning of the axis above
 */
record Panel(String heading, Axis axis, List<Row> rows, boolean enlarges) {
    Panel {
        rows = rows.stream().filter(row -> !row.marks().isEmpty()).toList();
    }
}
