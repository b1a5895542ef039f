/** The {@code linchpin} command: its entry point, above all commands. */
@NullMarked
package dev.linchpin.cli;

import org.jspecify.annotations.NullMarked;
