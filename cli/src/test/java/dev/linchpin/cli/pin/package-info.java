@NullMarked
package dev.linchpin.cli.pin;

import org.jspecify.annotations.NullMarked;
