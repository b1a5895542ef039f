/** Pinning for {@code java.net.http}: {@link dev.linchpin.jdk.JavaNetHttpPinning}. */
@NullMarked
package dev.linchpin.jdk;

import org.jspecify.annotations.NullMarked;
