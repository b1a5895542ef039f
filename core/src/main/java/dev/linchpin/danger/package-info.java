/**
 * Every way to weaken a guarantee, gathered here so that a search for this package finds each use.
 */
@NullMarked
package dev.linchpin.danger;

import org.jspecify.annotations.NullMarked;
