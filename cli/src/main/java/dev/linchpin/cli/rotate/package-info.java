/** {@code linchpin rotate}: one step from one key to the next, in the file that says so. */
@NullMarked
package dev.linchpin.cli.rotate;

import org.jspecify.annotations.NullMarked;
