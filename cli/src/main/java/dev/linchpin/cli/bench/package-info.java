/** {@code linchpin bench}, which starts the program of the benchmarks. */
@NullMarked
package dev.linchpin.cli.bench;

import org.jspecify.annotations.NullMarked;
