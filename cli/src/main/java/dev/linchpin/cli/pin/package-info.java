/** {@code linchpin pin}: the pins of whatever holds a public key. */
@NullMarked
package dev.linchpin.cli.pin;

import org.jspecify.annotations.NullMarked;
