/** The command {@code linchpin emit}. */
@NullMarked
package dev.linchpin.cli.emit;

import org.jspecify.annotations.NullMarked;
