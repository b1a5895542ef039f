/** The {@code linchpin} command: its entry point and how it speaks to a terminal. */
@NullMarked
package dev.linchpin.cli;

import org.jspecify.annotations.NullMarked;
