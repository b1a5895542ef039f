/** {@code linchpin backup}: a key for the day on which the one in use is lost. */
@NullMarked
package dev.linchpin.cli.backup;

import org.jspecify.annotations.NullMarked;
