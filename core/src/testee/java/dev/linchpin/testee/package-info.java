/** Linchpin as an implementation that the test vectors can ask, in this process or over the runner's protocol. */
@NullMarked
package dev.linchpin.testee;

import org.jspecify.annotations.NullMarked;
