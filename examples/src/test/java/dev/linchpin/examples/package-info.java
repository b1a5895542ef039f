/** Plays every example against servers that it has to accept, and servers that it has to refuse. */
@NullMarked
package dev.linchpin.examples;

import org.jspecify.annotations.NullMarked;
