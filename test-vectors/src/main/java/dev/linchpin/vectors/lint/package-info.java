/**
 * What keeps the vectors honest: a lint of the files, and mutants, each with one mistake that real implementations make. A flag that
 * no mutant fails would test nothing.
 */
@NullMarked
package dev.linchpin.vectors.lint;

import org.jspecify.annotations.NullMarked;
