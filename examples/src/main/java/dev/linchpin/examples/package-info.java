/** How frameworks are wired to a {@code Linchpin}: what docs/frameworks.md shows, and the tests here play. */
@NullMarked
package dev.linchpin.examples;

import org.jspecify.annotations.NullMarked;
