/**
 * Programs of the operating system that answer questions line by line, and what is said when they do not
 * ({@code docs/conformance.md}).
 */
@NullMarked
package dev.linchpin.process;

import org.jspecify.annotations.NullMarked;
