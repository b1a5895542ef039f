/** The tool around the benchmarks. What they measure is no test's business; that their answers are right is the smoke run's. */
@NullMarked
package dev.linchpin.benchmarks;

import org.jspecify.annotations.NullMarked;
