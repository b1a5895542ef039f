/** {@code linchpin vectors}: for those who write test vectors. */
@NullMarked
package dev.linchpin.cli.vectors;

import org.jspecify.annotations.NullMarked;
