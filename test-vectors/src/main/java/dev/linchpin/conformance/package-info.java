/**
 * Judges implementations of pinning, in any language, by the test vectors. One is asked through its process' standard input and
 * output ({@link dev.linchpin.process.ChildProcess}) or called; it never learns ids and right answers. What came of it is
 * written as JSON, JUnit XML or HTML.
 */
@NullMarked
package dev.linchpin.conformance;

import org.jspecify.annotations.NullMarked;
