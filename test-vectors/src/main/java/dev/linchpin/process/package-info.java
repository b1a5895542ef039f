/**
 * Programs of the operating system: those that answer questions line by line, and what is said when they do not
 * ({@code docs/conformance.md}); Maven, which finds files; JDKs, which run what this one cannot.
 */
@NullMarked
package dev.linchpin.process;

import org.jspecify.annotations.NullMarked;
