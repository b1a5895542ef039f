/** {@code linchpin check}: whether servers satisfy a policy, today and after the next renewal. */
@NullMarked
package dev.linchpin.cli.check;

import org.jspecify.annotations.NullMarked;
