/** Runs the benchmarks, holds what they measured to the bars, and shows it. */
@NullMarked
package dev.linchpin.benchmarks;

import org.jspecify.annotations.NullMarked;
