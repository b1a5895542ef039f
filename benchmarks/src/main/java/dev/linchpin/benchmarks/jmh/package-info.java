/** The benchmarks: each has the peer beside ours, in the same run, and asserts that both gave the right answer. */
@NullMarked
package dev.linchpin.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
