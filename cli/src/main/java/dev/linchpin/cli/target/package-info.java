/** Pinning code for other platforms: what can be said there, and how it is written down. */
@NullMarked
package dev.linchpin.cli.target;

import org.jspecify.annotations.NullMarked;
