/**
 * The facade that clients import: build a {@link dev.linchpin.Linchpin}, hand its TLS context to a client.
 */
@NullMarked
package dev.linchpin;

import org.jspecify.annotations.NullMarked;
