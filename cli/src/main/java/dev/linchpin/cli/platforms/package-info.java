/** The command {@code linchpin platforms}. */
@NullMarked
package dev.linchpin.cli.platforms;

import org.jspecify.annotations.NullMarked;
